import type { ContactRowView, ImportCheckView, ImportView } from '../../../shared/contract/contact-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import type { FakePort } from './fake-port.ts';

/** One contact of a list. */
export function contactRowOf(change: Partial<ContactRowView> = {}): ContactRowView {
	return {
		id: 'cnt-1',
		name: 'Ann Berger',
		phone: '+4915512345678',
		others: [],
		tags: ['vip'],
		attributes: { city: 'Potsdam' },
		source: 'ORGANIC',
		firstMessage: null,
		lastSeenAt: Date.UTC(2026, 10, 21, 9),
		createdAt: Date.UTC(2026, 10, 21, 10) - 3 * DAY_MS,
		consent: null,
		...change,
	};
}

export function importOf(change: Partial<ImportView> = {}): ImportView {
	return {
		id: 'import-1',
		filename: 'people.csv',
		state: 'done',
		total: 5,
		done: 5,
		added: 2,
		updated: 1,
		unchanged: 0,
		failed: 1,
		setAside: 1,
		problem: null,
		byName: 'Mara Lindt',
		createdAt: Date.UTC(2026, 10, 21, 10) - HOUR_MS,
		endedAt: Date.UTC(2026, 10, 21, 10) - HOUR_MS,
		undone: null,
		...change,
	};
}

export const CHECK: ImportCheckView = {
	counts: { total: 5, added: 2, updated: 1, unchanged: 0, failed: 1, setAside: 1 },
	problems: [
		{ line: 4, column: 'Phone', message: '“call” is not a phone number.', name: 'Cy', phone: 'call' },
	],
	problemCount: 1,
	unknownTags: [{ name: 'fair', rows: 2 }],
	ambiguous: [
		{
			line: 5,
			name: 'Dora',
			phone: '5511987654321',
			readings: ['+495511987654321', '+5511987654321'],
		},
	],
	notes: [{ line: 2, message: 'Not given, because they do not exist: fair.' }],
};

/** What the relay says about contacts. */
export function answerContacts(port: FakePort): void {
	port.answer('contacts:list', () =>
		ok({
			contacts: [
				contactRowOf(),
				contactRowOf({
					id: 'cnt-2',
					name: 'Ben Okoro',
					phone: null,
					others: ['@ben_okoro'],
					tags: [],
					attributes: {},
					source: 'Fair',
					lastSeenAt: null,
					consent: 'out',
				}),
			],
			next: null,
			total: 2,
		}),
	);
	port.answer('tag:list', () =>
		ok({
			tags: [
				{ id: 'tag-1', name: 'vip', contacts: 1 },
				{ id: 'tag-2', name: 'new', contacts: 0 },
			],
		}),
	);
	port.answer('attribute:list', () =>
		ok({
			attributes: [
				{ key: 'city', label: 'City', type: 'text', contacts: 1 },
				{ key: 'paid', label: 'Paid', type: 'yes-no', contacts: 0 },
			],
		}),
	);
	port.answer('segment:list', () =>
		ok({
			segments: [
				{
					id: 'seg-1',
					name: 'Quiet ones',
					filter: { consent: 'none', text: 'an' },
					byName: 'Mara Lindt',
					updatedAt: 1,
				},
			],
		}),
	);
	port.answer('broadcast:list', () => ok({ broadcasts: [], hasMore: false }));
	port.answer('contact:history', () =>
		ok({
			changes: [
				{
					id: 1,
					at: Date.UTC(2026, 10, 21, 9),
					field: 'attribute:city',
					label: 'City',
					before: null,
					after: 'Potsdam',
					byName: 'Mara Lindt',
					byImport: true,
				},
			],
			hasMore: false,
		}),
	);
	port.answer('contacts:imports', () => ok({ imports: [importOf()], hasMore: false }));
	port.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/up', expiresAt: 0 }));
	port.answer('contacts:import-read', () =>
		ok({
			filename: 'people.csv',
			rows: 5,
			columns: [
				{ head: 'Name', samples: ['Ann', 'Ben'], guess: 'name' },
				{ head: 'Mobile', samples: ['+49155'], guess: 'phone' },
				{ head: 'Shoe size', samples: ['39'], guess: null },
			],
		}),
	);
	port.answer('contacts:import-check', () => ok({ check: CHECK }));
}
