import { render } from 'preact';
import { App as SettingsApp } from '../../../extension/settings/app.tsx';
import { SettingsContext } from '../../../extension/settings/context.ts';
import { App } from '../../../extension/sidebar/app.tsx';
import { SidebarContext } from '../../../extension/sidebar/context.ts';
import { systemTime } from '../../../extension/state/clock.ts';
import { createSettings } from '../../../extension/state/settings.ts';
import { createSidebar } from '../../../extension/state/sidebar.ts';
import { ok } from '../../../shared/contract/result.ts';
import '../../../extension/ui/tokens.css';
import '../../../extension/ui/base.css';
import { memoryDrafts, memoryFormDrafts, memorySnapshots } from './memory-stores.ts';
import { recordOf, SCENES, type Scene } from './scenes.ts';
import { SETTINGS_SCENES, type SettingsScene } from './settings-scenes.ts';
import { useEnglish, usePseudoLocale } from './texts.ts';

/** Mounts one scene: `?scene=closed&theme=dark&pseudo`. */
function mount(): void {
	const query = new URLSearchParams(location.search);
	const name = query.get('scene') ?? 'conversation';
	const root = document.getElementById('root');
	if (!root) throw new Error('There is no root.');
	if (query.has('pseudo')) usePseudoLocale();
	else useEnglish();
	document.documentElement.dataset.theme = query.get('theme') ?? 'light';
	document.documentElement.dir = query.get('dir') ?? 'ltr';
	const scene = SCENES[name];
	const settings = SETTINGS_SCENES[name];
	if (scene) mountSidebar(scene, root);
	else if (settings) mountSettings(settings, root);
	else throw new Error(`There is no scene ${name}.`);
}

function mountSettings(scene: SettingsScene, root: HTMLElement): void {
	const settings = createSettings({
		port: scene.relay().port,
		time: systemTime,
		hash: scene.hash,
		setHash: () => {},
		formDrafts: memoryFormDrafts(),
		openTab: () => {},
		newToken: () => '5f0c9c1e7a4b4d0f',
		upload: async () => ok({ mediaId: 'blue-kitchen', mimeType: 'image/png', filename: null, size: 1 }),
	});
	render(
		<SettingsContext.Provider value={settings}>
			<SettingsApp />
		</SettingsContext.Provider>,
		root,
	);
	setTimeout(() => {
		document.body.dataset.ready = 'true';
	}, 100);
}

function mountSidebar(scene: Scene, root: HTMLElement): void {
	const relay = scene.relay();
	const sidebar = createSidebar({
		port: relay.port,
		drafts: memoryDrafts(),
		snapshots: memorySnapshots(),
		upload: async () => ok({ mediaId: 'blue-kitchen', mimeType: 'image/png', filename: null, size: 1 }),
		time: systemTime,
		newId: () => crypto.randomUUID(),
	});
	render(
		<SidebarContext.Provider value={sidebar}>
			<App />
		</SidebarContext.Provider>,
		root,
	);
	relay.port.fromPage({ kind: 'record', record: recordOf(scene), crmName: 'Kommo', loading: false });
	setTimeout(() => {
		scene.after?.(relay);
		window.addEventListener('steps-done', () => scene.finally?.(relay));
		document.body.dataset.ready = 'true';
	}, 100);
}

mount();
