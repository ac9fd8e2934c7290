import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser-paths.ts';

/**
 * Run before the tests: makes sure that Chromium, Firefox and fonts for their screenshots are there. On Debian as root it
 * installs what is missing; elsewhere it says what to install and ends with 1. Does nothing when all is there.
 */
const FONTS = {
	'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf',
	'fonts-noto-color-emoji': '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf',
};

const missing = missingPackages();
if (missing.length > 0) {
	const mayInstall =
		process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
	if (mayInstall) install(missing);
	const left = mayInstall ? missingPackages() : missing;
	if (left.length > 0) {
		console.error(
			`The browser tests need ${left.join(', ')}: install them (Debian: apt-get install ${left.join(' ')}), or let CHROMIUM_PATH and FIREFOX_PATH point to the browsers.`,
		);
		process.exit(1);
	}
}

function missingPackages(): string[] {
	const packages: string[] = [];
	if (findBrowser('chromium') === null) packages.push('chromium');
	if (findBrowser('firefox') === null) packages.push('firefox-esr');
	// Elsewhere the system brings its own fonts.
	if (process.platform === 'linux') {
		for (const [name, file] of Object.entries(FONTS)) if (!existsSync(file)) packages.push(name);
	}
	return packages;
}

function install(packages: readonly string[]): void {
	console.log(`Installing ${packages.join(', ')} for the browser tests…`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	try {
		execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
		execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
			stdio: ['ignore', 'ignore', 'inherit'],
			env,
		});
	} catch {
		// What is still missing is said by the caller.
	}
}
