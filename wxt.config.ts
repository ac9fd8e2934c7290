import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { CRM_MATCHES } from './extension/crm/matches.ts';

/** Preact without its signals, the texts, uploads, and how further code is loaded. */
const BASE =
	/[\\/]preact[\\/](?!compat)|[\\/]ui[\\/]text\.ts$|[\\/]connection[\\/]upload\.ts$|preload-helper/;

/** What the sidebar's first load would fetch as a handful of tiny files. */
const SMALL = /[\\/]icons[\\/](?:chevron-down|hourglass)\.|[\\/]ui[\\/](?:insert-text|place-below)\.ts$/;

/** Every permission is explained in extension/README.md; a new one belongs there first. */
export default defineConfig({
	srcDir: 'extension',
	// WXT looks for it beside the configuration, not in srcDir.
	publicDir: 'extension/public',
	imports: false,
	vite: ({ browser }) => ({
		plugins: [preact()],
		build: { target: browser === 'firefox' ? 'firefox128' : 'chrome120' },
		...(browser !== 'firefox' && {
			resolve: {
				alias: {
					'webextension-polyfill': fileURLToPath(new URL('./extension/native-browser.ts', import.meta.url)),
				},
			},
		}),
	}),
	hooks: {
		// What nearly all of our pages need is one file. Left alone, a page that needs one module less splits it for all others,
		// and the sidebar's first load is counted.
		'vite:build:extendConfig'(entrypoints, config) {
			if (!entrypoints.some(({ type }) => type === 'unlisted-page' || type === 'popup')) return;
			const output = config.build?.rollupOptions?.output ?? {};
			const groups = [
				{ name: 'base', test: BASE },
				{ name: 'small', test: SMALL },
			];
			Object.assign(output, { codeSplitting: { includeDependenciesRecursively: false, groups } });
		},
	},
	manifest: ({ browser }) => ({
		name: '__MSG_extensionName__',
		description: '__MSG_extensionDescription__',
		default_locale: 'en',
		permissions: ['storage', 'alarms'],
		commands: {
			'toggle-sidebar': {
				suggested_key: { default: 'Alt+Shift+C' },
				description: '__MSG_page_command_toggle__',
			},
		},
		// The sidebar and the panel of recipients may be framed, and by CRM pages alone. They show nothing until the background
		// has confirmed that our content script placed them.
		web_accessible_resources: [{ resources: ['sidebar.html', 'bulk.html'], matches: [...CRM_MATCHES] }],
		...(browser === 'firefox'
			? {
					browser_specific_settings: {
						gecko: {
							id: 'crm-chat-bridge@example.org',
							strict_min_version: '128.0',
							// Goes to the relay that the person pairs, and nowhere else.
							data_collection_permissions: {
								required: [
									'personalCommunications',
									'personallyIdentifyingInfo',
									'websiteContent',
									'authenticationInfo',
								],
							},
						},
					},
				}
			: { minimum_chrome_version: '120' }),
	}),
});
