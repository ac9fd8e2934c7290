import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The browsers that the stories run in: Debian's packages, or what the environment points to. */
export const BROWSERS = {
	chromium: { env: 'CHROMIUM_PATH', names: ['chromium', 'chromium-browser', 'google-chrome'] },
	firefox: { env: 'FIREFOX_PATH', names: ['firefox-esr', 'firefox'] },
} as const;
export type BrowserName = keyof typeof BROWSERS;

/** Where a browser's program is, or null. The environment's word is taken as it is. */
export function findBrowser(name: BrowserName): string | null {
	const { env, names } = BROWSERS[name];
	const given = process.env[env];
	if (given) return isProgram(given) ? given : null;
	for (const program of names) {
		for (const folder of (process.env.PATH ?? '').split(delimiter)) {
			const path = join(folder, program);
			if (isProgram(path)) return path;
		}
	}
	return null;
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
