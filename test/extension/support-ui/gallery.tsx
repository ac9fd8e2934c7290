import { render } from 'preact';
import { App } from '../../../extension/sidebar/app.tsx';
import { SidebarContext } from '../../../extension/sidebar/context.ts';
import { systemTime } from '../../../extension/state/clock.ts';
import { createSidebar } from '../../../extension/state/sidebar.ts';
import { ok } from '../../../shared/contract/result.ts';
import '../../../extension/ui/tokens.css';
import '../../../extension/ui/base.css';
import { memoryDrafts, memorySnapshots } from './memory-stores.ts';
import { recordOf, SCENES } from './scenes.ts';
import { useEnglish, usePseudoLocale } from './texts.ts';

/** Mounts one scene of the sidebar: `?scene=closed&theme=dark&pseudo`. */
function mount(): void {
	const query = new URLSearchParams(location.search);
	const scene = SCENES[query.get('scene') ?? 'conversation'];
	const root = document.getElementById('root');
	if (!scene || !root) throw new Error('There is no such scene.');
	if (query.has('pseudo')) usePseudoLocale();
	else useEnglish();
	document.documentElement.dataset.theme = query.get('theme') ?? 'light';
	document.documentElement.dir = query.get('dir') ?? 'ltr';
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
		document.body.dataset.ready = 'true';
	}, 100);
}

mount();
