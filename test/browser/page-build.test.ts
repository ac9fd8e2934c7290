import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BrowserName } from '../support/browser-paths.ts';
import { extensionDir } from '../support/browsers.ts';

const built = (name: BrowserName, file: string) => readFileSync(join(extensionDir(name), file), 'utf8');
const manifest = (name: BrowserName) => JSON.parse(built(name, 'manifest.json'));

describe.each(['chromium', 'firefox'] as const)('the extension as built for %s', name => {
	it('loads no more than 20 kB into each CRM page', () => {
		const script = built(name, 'content-scripts/crm.js');
		expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(20_000);
	});

	it('asks for no permission that its README does not explain', () => {
		const { permissions, host_permissions, optional_permissions, content_scripts } = manifest(name);
		expect(permissions).toEqual(['storage', 'alarms']);
		expect(host_permissions ?? []).toEqual([]);
		expect(optional_permissions ?? []).toEqual([]);
		const readme = readFileSync(join(import.meta.dirname, '../../extension/README.md'), 'utf8');
		for (const permission of permissions) expect(readme).toContain(`| \`${permission}\` |`);
		for (const match of content_scripts[0].matches) {
			expect(readme).toContain(match.replace(/^\*:\/\//, '').replace(/\/\*$/, ''));
		}
	});

	it('lets pages frame the sidebar and the panel of recipients, and nothing else', () => {
		const open = manifest(name).web_accessible_resources;
		const resources =
			name === 'chromium' ? open.flatMap((entry: { resources: string[] }) => entry.resources) : open;
		expect(resources).toEqual(['sidebar.html', 'bulk.html']);
	});

	it('has an icon, a name and a shortcut in words', () => {
		const { icons, name: title, commands } = manifest(name);
		expect(Object.keys(icons)).toEqual(['16', '32', '48', '96', '128']);
		const texts = JSON.parse(built(name, '_locales/en/messages.json'));
		for (const sign of [title, commands['toggle-sidebar'].description]) {
			expect(texts[sign.slice(6, -2)].message).toBeTruthy();
		}
	});
});
