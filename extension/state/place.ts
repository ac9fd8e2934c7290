import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { ChannelView, ConversationView } from '../../shared/contract/views.ts';
import {
	type CrmContact,
	type CrmPhone,
	type CrmRecord,
	writtenPhone,
} from '../../shared/domain/crm-record.ts';
import type { DraftStore } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Channels } from './channels.ts';
import { type Choice, createDoors, type Doors } from './doors.ts';
import { sameWritten, type Target } from './target.ts';

/** Where the sidebar is: at the record of the page, or in the list of conversations. */
export interface Place {
	readonly record: ReadonlySignal<CrmRecord | null>;
	readonly crmName: ReadonlySignal<string | null>;
	/** True until the page has drawn its record. */
	readonly loading: ReadonlySignal<boolean>;
	readonly choice: ReadonlySignal<Choice | null>;
	/** Where the chosen person can be reached; null until that is known. */
	readonly doors: ReadonlySignal<Doors | null>;
	readonly view: ReadonlySignal<'record' | 'list' | 'conversation'>;
	/** What to open; null while something it needs is not known, or nothing is chosen. */
	readonly target: ReadonlySignal<Target | null>;
	/** Everything said with the contact is shown, over all channels. */
	readonly together: ReadonlySignal<boolean>;
	showTogether(): void;
	/** Back to the one channel. */
	showOne(): void;
	choosePhone(contact: CrmContact, phone: CrmPhone): void;
	/** Pins a channel to the contact on screen, on this device. */
	chooseChannel(channelId: string): void;
	showList(): void;
	showConversation(conversation: ConversationView): void;
	/** Back to the page's record. */
	showRecord(): void;
	stop(): void;
}

/** Makes the place; it follows the page. */
export function createPlace(port: RelayPort, channels: Pick<Channels, 'all'>, drafts: DraftStore): Place {
	const record = signal<CrmRecord | null>(null);
	const crmName = signal<string | null>(null);
	const loading = signal(true);
	const choice = signal<Choice | null>(null);
	const view = signal<'record' | 'list' | 'conversation'>('record');
	const together = signal(false);
	const picked = signal<ConversationView | null>(null);
	const pinned = signal<{ readonly contactKey: string; readonly channelId: string | null } | null>(null);

	const contactKey = computed(() => {
		const now = choice.value;
		return now && record.value ? `${record.value.crm}:${now.contact.id ?? now.phone.raw}` : null;
	});
	const stopPinned = effect(() => {
		const key = contactKey.value;
		if (key === null || untracked(() => pinned.value?.contactKey === key)) return;
		void drafts.findChannel(key).then(channelId => {
			if (contactKey.peek() === key) pinned.value = { contactKey: key, channelId };
		});
	});

	const doors = createDoors(port, channels.all, contactKey, choice);
	/** The channel that was decided for a person: what is learned later moves nobody from where they are. */
	const settled = signal<{ readonly contactKey: string; readonly channelId: string } | null>(null);
	const stopSettling = effect(() => {
		const known = doors.current.value;
		if (known === null || settled.peek()?.contactKey === known.contactKey) return;
		const all = channels.all.peek() ?? [];
		const used = known.conversations.map(one => all.find(channel => channel.id === one.channelId));
		const channelId = used.find(channel => channel && channel.state !== 'off')?.id ?? '';
		settled.value = { contactKey: known.contactKey, channelId };
	});

	const target = computed<Target | null>(() => {
		const chosen = picked.value;
		if (view.value === 'conversation' && chosen) {
			return {
				kind: 'conversation',
				channelId: chosen.channelId,
				conversationId: chosen.id,
				name: chosen.contact.name,
			};
		}
		const now = choice.value;
		const all = channels.all.value;
		if (view.value !== 'record' || !now || !all) return null;
		if (pinned.value?.contactKey !== contactKey.value) return null;
		const last = settled.value?.contactKey === contactKey.value ? settled.value?.channelId : null;
		const wanted = pinned.value?.channelId ?? last;
		// Until it is known which channel was used last; an answer that nothing is known comes at once.
		if (wanted == null) return null;
		const channel = preferred(all, wanted);
		if (!channel) return null;
		return {
			kind: 'address',
			channelId: channel.id,
			raw: writtenPhone(now.phone),
			shown: now.phone.shown,
			name: now.contact.name,
		};
	});

	const take = (next: CrmRecord | null) => {
		const before = record.value;
		const same = before !== null && next !== null && before.crm === next.crm && before.id === next.id;
		record.value = next;
		const kept =
			same && choice.value ? findChoice(next, choice.value.contact.id, choice.value.phone.raw) : null;
		choice.value = kept ?? (next && firstChoice(next));
		// Another record is another matter; the same one drawn again leaves what somebody reads.
		if (!same) together.value = false;
		if (!same) view.value = next ? 'record' : view.value === 'conversation' ? 'conversation' : 'list';
	};

	const stops = [
		stopPinned,
		doors.stop,
		stopSettling,
		port.onFromPage(message => {
			if (message.kind === 'record') {
				crmName.value = message.crmName;
				loading.value = message.loading;
				if (!message.loading) take(message.record);
			} else if (message.kind === 'choose-phone' && record.value) {
				const found = findChoice(record.value, message.contactId, message.raw);
				if (found) choice.value = found;
				together.value = false;
				view.value = 'record';
			}
		}),
	];

	return {
		record,
		crmName,
		loading,
		choice,
		doors: doors.current,
		view,
		target,
		together,
		showTogether: () => {
			together.value = true;
		},
		showOne: () => {
			together.value = false;
		},
		choosePhone: (contact, phone) => {
			together.value = false;
			choice.value = { contact, phone };
			view.value = 'record';
		},
		chooseChannel: channelId => {
			const key = contactKey.value;
			if (key === null) return;
			together.value = false;
			pinned.value = { contactKey: key, channelId };
			void drafts.keepChannel(key, channelId);
		},
		showList: () => {
			view.value = 'list';
		},
		showConversation: conversation => {
			together.value = false;
			picked.value = conversation;
			view.value = 'conversation';
		},
		showRecord: () => {
			view.value = record.value ? 'record' : 'list';
		},
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}

/** The main contact's first number, else the first number of any contact. */
export function firstChoice(record: CrmRecord): Choice | null {
	const ordered = [...record.contacts].sort((a, b) => Number(b.isMain) - Number(a.isMain));
	for (const contact of ordered) {
		const phone = contact.phones[0];
		if (phone) return { contact, phone };
	}
	return null;
}

function findChoice(record: CrmRecord | null, contactId: string | null, raw: string): Choice | null {
	for (const contact of record?.contacts ?? []) {
		if (contactId !== null && contact.id !== contactId) continue;
		const phone = contact.phones.find(one => sameWritten(one.raw, raw));
		if (phone) return { contact, phone };
	}
	return null;
}

function preferred(all: readonly ChannelView[], pinned: string | null): ChannelView | null {
	return all.find(one => one.id === pinned) ?? all.find(one => one.state === 'active') ?? all[0] ?? null;
}
