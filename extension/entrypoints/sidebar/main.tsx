import { render } from 'preact';
import { localDrafts } from '../../connection/drafts.ts';
import { connectPort } from '../../connection/port-client.ts';
import { sessionSnapshots } from '../../connection/snapshots.ts';
import { uploadFile } from '../../connection/upload.ts';
import { App } from '../../sidebar/app.tsx';
import { SidebarContext } from '../../sidebar/context.ts';
import { systemTime } from '../../state/clock.ts';
import { createSidebar } from '../../state/sidebar.ts';
import { textDirection, textLocale } from '../../ui/text.ts';
import '../../ui/tokens.css';
import '../../ui/base.css';

const sidebar = createSidebar({
	port: connectPort(),
	drafts: localDrafts(),
	snapshots: sessionSnapshots(),
	upload: uploadFile,
	time: systemTime,
	newId: () => crypto.randomUUID(),
});
document.documentElement.lang = textLocale();
document.documentElement.dir = textDirection();
const root = document.getElementById('root');
if (root) {
	render(
		<SidebarContext.Provider value={sidebar}>
			<App />
		</SidebarContext.Provider>,
		root,
	);
}
