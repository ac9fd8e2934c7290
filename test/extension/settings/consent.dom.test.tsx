import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest } from '../support-ui/page-steps.ts';
import { consentLineOf, sampleConsents } from '../support-ui/sample-consents.ts';
import { conversationOf } from '../support-ui/samples.ts';
import { mountSettings, unmountSettings } from './page.tsx';
import { useSavedFiles } from './saved-files.ts';

afterEach(unmountSettings);
const saved = useSavedFiles();

const answer = (port: FakePort) =>
	port.answer('consent:list', ({ word, before }) => {
		const lines = before
			? [consentLineOf({ id: 'cns-1', at: 5 })]
			: sampleConsents(NOW).filter(line => word === undefined || line.word === word);
		return ok({ lines, hasMore: !before });
	});
const rows = () => all('ledger-line').map(row => row.textContent ?? '');

describe('ConsentPage', () => {
	it('shows who said what when, how and by whom', async () => {
		await mountSettings('#consent', answer);
		await appears('ledger-line');
		expect(rows()[0]).toBe('Ann BergerOpt-out4 minutes agoWrote itSTOP!The contact');
		expect(rows()[1]).toMatch(/^Jonas BergerOpt-in3 hours agoRecorded here.*Mara Lindt$/);
		expect(rows()[2]).toContain('In the app’s own settings–');
		expect(one('ledger-line').querySelector('time')?.title).toMatch(/\d{4}/);
	});

	it('narrows to a word, which stands in the address', async () => {
		const { hash, port } = await mountSettings('#consent', answer);
		await appears('ledger-line');
		await choose('consent-word', 'opt-in');
		expect(hash()).toBe('#consent?word=opt-in');
		expect(all('ledger-line').map(row => row.dataset.id)).toEqual(['cns-5', 'cns-2']);
		port.answer('consent:list', () => ok({ lines: [], hasMore: false }));
		await choose('consent-word', 'opt-out');
		expect(all('consent-none')).toHaveLength(1);
		expect(all('consent-empty')).toHaveLength(0);
	});

	it('loads older lines, and says when they do not come', async () => {
		const { port } = await mountSettings('#consent', answer);
		await appears('consent-more');
		port.answer('consent:list', () => fail('internal', 'The relay has a fault of its own.'));
		await click('consent-more');
		expect(document.querySelector('main [role=alert]')?.textContent).toBe(
			'The relay has a fault of its own.',
		);
		answer(port);
		await click('consent-more');
		expect(document.querySelector('main [role=alert]')).toBeNull();
		expect(rows()).toHaveLength(6);
		expect(all('consent-more')).toHaveLength(0);
	});

	it('puts a word on top when a contact says it', async () => {
		const { port } = await mountSettings('#consent', answer);
		await appears('ledger-line');
		const line = consentLineOf({
			id: 'cns-7',
			at: NOW,
			contactName: 'New Person',
			text: 'Start',
			word: 'opt-in',
		});
		port.answer('consent:list', () => ok({ lines: [line, ...sampleConsents(NOW)], hasMore: true }));
		const conversation = conversationOf();
		await act(async () =>
			port.emit('conversation:changed', {
				previousRevision: 0,
				conversation: { ...conversation, contact: { ...conversation.contact, consents: [line] } },
				messages: [],
			}),
		);
		await rest();
		expect(rows()[0]).toContain('New PersonOpt-injust now');
	});

	it('exports the whole ledger as a file', async () => {
		await mountSettings('#consent?word=opt-in', port => {
			answer(port);
			port.answer('consent:export', () => ok({ filename: 'consent.csv', csv: 'time\r\n1\r\n', lines: 1 }));
		});
		await appears('consent-export');
		await click('consent-export');
		expect(await saved.get('consent.csv')?.text()).toBe('time\r\n1\r\n');
		expect(document.body.textContent).toContain('1 line is in consent.csv.');
	});

	it('lets an agent read but not export', async () => {
		await mountSettings('#consent', port => {
			answer(port);
			port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });
		});
		await appears('ledger-line');
		expect(all('consent-export')).toHaveLength(0);
	});

	it('teaches while it is empty, and leads to the confirmations', async () => {
		const { hash } = await mountSettings('#consent', port =>
			port.answer('consent:list', () => ok({ lines: [], hasMore: false })),
		);
		await appears('consent-empty');
		await click('consent-to-rules');
		expect(hash()).toBe('#rules');
	});
});
