import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Sidebar } from '../state/sidebar.ts';

/** Hands the sidebar's state to its components. */
export const SidebarContext = createContext<Sidebar | null>(null);

/** The sidebar's state. Throws outside of a `SidebarContext`. */
export function useSidebar(): Sidebar {
	const sidebar = useContext(SidebarContext);
	if (!sidebar) throw new Error('useSidebar() stands outside of a SidebarContext');
	return sidebar;
}
