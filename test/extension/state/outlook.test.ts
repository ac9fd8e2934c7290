import { describe, expect, it } from 'vitest';
import { ok } from '../../../shared/contract/result.ts';
import { OPEN_OUTLOOK } from '../../../shared/domain/send-outlook.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { ONLINE } from '../support-ui/fake-port.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { NOW, openSidebar, relayWithAnn } from '../support-ui/open-sidebar.ts';
import { conversationOf, messageOf } from '../support-ui/samples.ts';

const asked = (relay: ReturnType<typeof relayWithAnn>) => relay.port.countOf('conversation:outlook');

describe('createOutlook', () => {
	it('asks when a conversation opens, and takes what the relay says', async () => {
		const relay = relayWithAnn();
		relay.outlook = { ...OPEN_OUTLOOK, country: 'DE' };
		const { sidebar } = await openSidebar({ relay });
		expect(asked(relay)).toBe(1);
		expect(sidebar.outlook.value.value.country).toBe('DE');
		expect(sidebar.outlook.known.value).toBe(true);
	});

	it('asks again after every change of the conversation, and when rules, limits or prices change', async () => {
		const relay = relayWithAnn();
		await openSidebar({ relay });
		let before = asked(relay);
		const askedSince = () => {
			const since = asked(relay) - before;
			before += since;
			return since;
		};
		relay.put(conversationOf(), messageOf({ id: 'm2', at: NOW }));
		await settled();
		expect(askedSince()).toBeGreaterThan(0);
		relay.port.emit('limit:changed', { channelId: 'ch-sales' });
		await settled();
		expect(askedSince()).toBe(1);
		relay.port.emit('rules:changed', {});
		await settled();
		expect(askedSince()).toBe(1);
		relay.port.emit('price:changed', {});
		await settled();
		expect(askedSince()).toBe(1);
	});

	it('asks again when a cap ends by itself', async () => {
		const relay = relayWithAnn();
		const freeAt = NOW + 30 * MINUTE_MS;
		relay.outlook = {
			...OPEN_OUTLOOK,
			marketing: { unanswered: 2, cap: 2, freeAt, heldUntil: null },
		};
		const { sidebar, time } = await openSidebar({ relay });
		const before = asked(relay);
		time.pass(29 * MINUTE_MS);
		await settled();
		expect(asked(relay)).toBe(before);
		relay.outlook = OPEN_OUTLOOK;
		time.pass(MINUTE_MS);
		await settled();
		expect(asked(relay)).toBe(before + 1);
		expect(sidebar.sending.prospect.value.marketing.allowed).toBe(true);
	});

	it('shows an opt-out as it comes with the conversation, before the relay is asked about it', async () => {
		const relay = relayWithAnn();
		const { sidebar } = await openSidebar({ relay });
		let answer = (_: ReturnType<typeof ok>) => {};
		relay.port.answer(
			'conversation:outlook',
			() => new Promise(resolve => (answer = resolve as typeof answer)),
		);
		const { contact } = conversationOf();
		const { view } = relay.find('cv-ann');
		relay.port.emit('conversation:changed', {
			previousRevision: view.revision,
			conversation: {
				...view,
				revision: view.revision + 1,
				contact: {
					...contact,
					consents: [
						{
							id: 'l1',
							contactId: contact.id,
							channelType: 'whatsapp',
							word: 'opt-out',
							at: NOW,
							source: 'contact',
							text: 'STOP',
							messageId: null,
							byName: null,
						},
					],
				},
			},
			messages: [],
		});
		await settled();
		expect(sidebar.outlook.value.value.optOut?.text).toBe('STOP');
		const { marketing } = sidebar.sending.prospect.value;
		expect(marketing.allowed ? null : marketing.refusal).toBe('opted-out');
		answer(ok({ outlook: OPEN_OUTLOOK }));
	});

	it('never shows what was told of another contact', async () => {
		const relay = relayWithAnn();
		relay.outlook = { ...OPEN_OUTLOOK, paid: false };
		const { sidebar } = await openSidebar({ relay });
		expect(sidebar.outlook.value.value.paid).toBe(false);
		relay.port.answer('conversation:outlook', () => new Promise(() => {}));
		const jonas = sidebar.place.record.value?.contacts[1];
		if (!jonas?.phones[0]) throw new Error('the sample record has two contacts');
		sidebar.place.choosePhone(jonas, jonas.phones[0]);
		await settled();
		expect(sidebar.outlook.known.value).toBe(false);
		expect(sidebar.outlook.value.value.paid).toBe(true);
	});

	it('keeps what is known while the relay is away, and asks when it is back', async () => {
		const relay = relayWithAnn();
		relay.outlook = { ...OPEN_OUTLOOK, country: 'DE' };
		const { sidebar, time } = await openSidebar({ relay });
		relay.port.setConnection({ state: 'offline', since: NOW, reason: '' });
		time.pass(HOUR_MS);
		await settled();
		expect(sidebar.outlook.value.value.country).toBe('DE');
		relay.outlook = { ...OPEN_OUTLOOK, country: 'FR' };
		relay.port.setConnection(ONLINE);
		await settled();
		expect(sidebar.outlook.value.value.country).toBe('FR');
	});
});
