import type { FakeRelay } from './fake-relay.ts';
import { answerContacts } from './sample-contacts.ts';
import type { SettingsScene } from './settings-scenes.ts';

/** The page of contacts: the list, its filter, one contact, imports. */
export function contactScenes(make: () => FakeRelay): Record<string, SettingsScene> {
	const relay = () => {
		const made = make();
		answerContacts(made.port);
		return made;
	};
	return {
		contacts: { relay, hash: '#contacts?columns=city' },
		'contacts-filter': {
			relay,
			hash: `#contacts?filter=${encodeURIComponent(
				JSON.stringify({
					tags: { any: ['vip'] },
					attributes: [{ key: 'city', is: 'contains', value: 'dam' }],
				}),
			)}`,
			steps: [
				['click', '[data-test=contacts-filter]'],
				['wait', '[data-test=condition-add]'],
			],
		},
		'contact-edit': {
			relay,
			hash: '#contacts?open=cnt-1',
			steps: [['wait', '[data-test=contact-change]']],
		},
		'contacts-fields': { relay, hash: '#contacts?open=fields' },
		'contacts-imports': { relay, hash: '#contacts?open=imports' },
		'import-file': { relay, hash: '#contacts?open=import-1x' },
	};
}
