import { render } from 'preact';
import { connectPort } from '../../connection/port-client.ts';
import { uploadFile } from '../../connection/upload.ts';
import { Recorder } from '../../recorder/app.tsx';
import { startRecording } from '../../recorder/recording.ts';
import { wishIn } from '../../recorder/wish.ts';
import { t, textDirection, textLocale } from '../../ui/text.ts';
import '../../ui/tokens.css';
import '../../ui/base.css';

document.documentElement.lang = textLocale();
document.documentElement.dir = textDirection();
document.title = t('more_voice');
const root = document.getElementById('root');
if (root) {
	render(
		<Recorder
			port={connectPort()}
			wish={wishIn(location.hash)}
			start={startRecording}
			upload={uploadFile}
			close={() => window.close()}
		/>,
		root,
	);
}
