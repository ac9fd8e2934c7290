import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Settings } from '../state/settings.ts';

/** Hands the settings page's state to its components. */
export const SettingsContext = createContext<Settings | null>(null);

/** The settings page's state. Throws outside of a `SettingsContext`. */
export function useSettings(): Settings {
	const settings = useContext(SettingsContext);
	if (!settings) throw new Error('useSettings() stands outside of a SettingsContext');
	return settings;
}
