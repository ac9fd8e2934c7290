import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

export default defineConfig({
	srcDir: 'extension',
	imports: false,
	vite: () => ({ plugins: [preact()] }),
	manifest: ({ browser }) => ({
		name: '__MSG_extensionName__',
		description: '__MSG_extensionDescription__',
		default_locale: 'en',
		permissions: ['storage', 'alarms'],
		...(browser === 'firefox'
			? {
					browser_specific_settings: {
						gecko: { id: 'crm-chat-bridge@example.org', strict_min_version: '128.0' },
					},
				}
			: { minimum_chrome_version: '120' }),
	}),
});
