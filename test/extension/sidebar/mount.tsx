import { render } from 'preact';
import { act } from 'preact/test-utils';
import { App } from '../../../extension/sidebar/app.tsx';
import { SidebarContext } from '../../../extension/sidebar/context.ts';
import { type Opened, type OpenOptions, openSidebar } from '../support-ui/open-sidebar.ts';
import { rest } from '../support-ui/page-steps.ts';
import { useEnglish } from '../support-ui/texts.ts';

let root: HTMLElement | null = null;

/** The sidebar over a relay in memory, at Ann's record, when everything has come to rest. */
export async function mountSidebar(options: OpenOptions = {}): Promise<Opened> {
	unmountSidebar();
	useEnglish();
	const opened = await openSidebar(options);
	root = document.createElement('div');
	document.body.append(root);
	const place = root;
	await act(async () => {
		render(
			<SidebarContext.Provider value={opened.sidebar}>
				<App />
			</SidebarContext.Provider>,
			place,
		);
	});
	await rest();
	return opened;
}

export function unmountSidebar(): void {
	const place = root;
	if (place) void act(() => render(null, place));
	place?.remove();
	root = null;
}
