import { render } from 'preact';
import { browser } from '../../browser.ts';
import { tabFormDrafts } from '../../connection/form-drafts.ts';
import { connectPort } from '../../connection/port-client.ts';
import { uploadFile } from '../../connection/upload.ts';
import { App } from '../../settings/app.tsx';
import { SettingsContext } from '../../settings/context.ts';
import { systemTime } from '../../state/clock.ts';
import { createSettings } from '../../state/settings.ts';
import { t, textDirection, textLocale } from '../../ui/text.ts';
import '../../ui/tokens.css';
import '../../ui/base.css';

const settings = createSettings({
	port: connectPort(),
	time: systemTime,
	hash: location.hash,
	setHash: hash => history.replaceState(null, '', hash),
	newToken: () => crypto.randomUUID().replaceAll('-', ''),
	upload: uploadFile,
	formDrafts: tabFormDrafts(),
	// By then the press is some time ago, and a window of the page's own could be held back as a pop-up.
	openTab: url => void browser.tabs.create({ url }),
});
window.addEventListener('hashchange', () => settings.follow(location.hash));
document.addEventListener('visibilitychange', settings.clock.refresh);
document.documentElement.lang = textLocale();
document.documentElement.dir = textDirection();
document.title = `${t('settings_title')} · ${t('extensionName')}`;
const root = document.getElementById('root');
if (root) {
	render(
		<SettingsContext.Provider value={settings}>
			<App />
		</SettingsContext.Provider>,
		root,
	);
}
