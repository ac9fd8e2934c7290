import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { ChannelView, ContactView, ConversationView } from '../../shared/contract/views.ts';
import { type CrmContact, type CrmPhone, writtenPhone } from '../../shared/domain/crm-record.ts';
import type { RelayPort } from '../connection/page-messages.ts';

/** A number of a contact of the record on the page. */
export interface Choice {
	readonly contact: CrmContact;
	readonly phone: CrmPhone;
}

/** On which channels the relay knows a person of the page's record. */
export interface Doors {
	/** The key of the person in `place`, for whom this holds. */
	readonly contactKey: string;
	/** Null when nobody is known by these numbers, or nobody could tell. */
	readonly contact: ContactView | null;
	/** The last used first. */
	readonly conversations: readonly ConversationView[];
}

/**
 * Asks once for each person, and again when contacts are merged. `contactKey` changes with the person. While the relay is
 * away, or there is nothing to choose from, the answer is at once that nothing is known, so that nobody waits.
 */
export function createDoors(
	port: Pick<RelayPort, 'call' | 'connection' | 'on' | 'onConnection'>,
	channels: ReadonlySignal<readonly ChannelView[] | null>,
	contactKey: ReadonlySignal<string | null>,
	choice: ReadonlySignal<Choice | null>,
): { readonly current: ReadonlySignal<Doors | null>; readonly stop: () => void } {
	const current = signal<Doors | null>(null);
	/** The person of whom the relay itself has told. */
	let told: string | null = null;

	const look = async () => {
		const key = contactKey.peek();
		const now = choice.peek();
		const all = channels.peek();
		const state = port.connection?.state ?? 'connecting';
		if (key === null || !now || !all || key === told || state === 'connecting') return;
		const nothing: Doors = { contactKey: key, contact: null, conversations: [] };
		if (all.length < 2 || state !== 'online') {
			current.value = nothing;
			return;
		}
		told = key;
		const numbers = [now.phone, ...now.contact.phones.filter(phone => phone !== now.phone)];
		const addresses = [...new Set(numbers.map(writtenPhone))].filter(one => one !== '').slice(0, 20);
		const answer = await port.call('contact:find', { addresses });
		if (contactKey.peek() === key) current.value = answer.ok ? { contactKey: key, ...answer.value } : nothing;
	};
	const stops = [
		effect(() => {
			const wanted = contactKey.value !== null && channels.value !== null;
			if (wanted) untracked(() => void look());
		}),
		port.onConnection(() => void look()),
		port.on('contact:merged', () => {
			told = null;
			void look();
		}),
	];
	return {
		current,
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
