import type { ConsentLineView } from '../../../shared/contract/sending-views.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

/** Lines of a consent ledger; all people are invented. */

export function consentLineOf(more: Partial<ConsentLineView> & { readonly id: string }): ConsentLineView {
	return {
		contactId: 'ct-ann',
		contactName: 'Ann Berger',
		channelType: 'whatsapp',
		word: 'opt-out',
		at: 0,
		source: 'contact',
		text: 'Stop',
		messageId: 'm-1',
		byName: null,
		...more,
	};
}

export function sampleConsents(now: number): ConsentLineView[] {
	return [
		consentLineOf({ id: 'cns-6', at: now - 4 * MINUTE_MS, text: 'STOP!' }),
		consentLineOf({
			id: 'cns-5',
			at: now - 3 * HOUR_MS,
			contactName: 'Jonas Berger',
			word: 'opt-in',
			source: 'person',
			text: 'Asked for our offers on the phone, after the showroom visit on Saturday. Wants kitchens only.',
			messageId: null,
			byName: 'Mara Lindt',
		}),
		consentLineOf({
			id: 'cns-4',
			at: now - 2 * DAY_MS,
			contactName: '+49 1555 0100 998',
			source: 'network',
			text: null,
		}),
		consentLineOf({
			id: 'cns-3',
			at: now - 4 * DAY_MS,
			contactName: 'Tomasz Nowak',
			source: 'provider',
			text: 'User preferences: marketing messages are off (131050)',
		}),
		consentLineOf({
			id: 'cns-2',
			at: now - 30 * DAY_MS,
			contactName: 'Elena Ruiz',
			word: 'opt-in',
			source: 'import',
			text: 'Form “Newsletter” on our site',
			messageId: null,
		}),
	];
}
