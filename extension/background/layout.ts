import type { KeyValue } from '../connection/key-value.ts';
import type { SidebarLayout } from '../connection/page-messages.ts';

const KEY = 'sidebar-layout';
export const FIRST_LAYOUT: SidebarLayout = { open: false, width: 380 };

/** How the sidebar was left, for the next page and the next start of the browser. */
export async function readLayout(store: KeyValue): Promise<SidebarLayout> {
	const kept = await store.get(KEY);
	return isLayout(kept) ? kept : FIRST_LAYOUT;
}

export function keepLayout(store: KeyValue, { open, width }: SidebarLayout): Promise<void> {
	return store.set(KEY, { open, width });
}

function isLayout(kept: unknown): kept is SidebarLayout {
	return (
		typeof kept === 'object' &&
		kept !== null &&
		'open' in kept &&
		typeof kept.open === 'boolean' &&
		'width' in kept &&
		typeof kept.width === 'number'
	);
}
