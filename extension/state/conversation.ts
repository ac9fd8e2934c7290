import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayEvents } from '../../shared/contract/events.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ConversationView, MessageView } from '../../shared/contract/views.ts';
import { sameAddress } from '../../shared/domain/address.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { SnapshotStore } from '../connection/snapshots.ts';
import { asAddress, type Target, targetKey } from './target.ts';
import {
	applyChanged,
	applyMessages,
	applyOlder,
	applySynced,
	EMPTY_TIMELINE,
	fromOpened,
	shownMessages,
	type Timeline,
} from './timeline.ts';

type Changed = RelayEvents['conversation:changed'];
type ReadAddress = { readonly kind: string; readonly value: string } | null;

/** The conversation on screen, kept equal to the relay's over pushes, gaps and disconnects. */
export interface OpenConversation {
	readonly target: ReadonlySignal<Target | null>;
	/** Who it is with: as the page calls them, or out of the list as the relay does by now. Empty without a target. */
	readonly name: ReadonlySignal<string>;
	/** `ready` also with a cached snapshot that is still being brought up to date. */
	readonly phase: ReadonlySignal<'none' | 'loading' | 'ready' | 'failed'>;
	/** True once the relay itself has told, not only the snapshot. */
	readonly fresh: ReadonlySignal<boolean>;
	/** Why it could not be opened or brought up to date. */
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly view: ReadonlySignal<ConversationView | null>;
	readonly messages: ReadonlySignal<readonly MessageView[]>;
	readonly hasOlder: ReadonlySignal<boolean>;
	readonly loadingOlder: ReadonlySignal<boolean>;
	readonly matchedBy: ReadonlySignal<'exact' | 'variant' | null>;
	/** The target's address as the relay reads it; null until it answered, or when opened by id. */
	readonly address: ReadonlySignal<ReadAddress>;
	open(target: Target | null): Promise<void>;
	/** Brings it up to date, or opens it when that has not worked yet. */
	refresh(): Promise<void>;
	loadOlder(): Promise<void>;
	/** Takes messages that another answer carried. */
	take(messages: readonly MessageView[]): void;
	stop(): void;
}

const CACHED_MESSAGES = 50;

/** Makes the state of the open conversation. */
export function createConversation(port: RelayPort, snapshots: SnapshotStore): OpenConversation {
	const target = signal<Target | null>(null);
	const phase = signal<'none' | 'loading' | 'ready' | 'failed'>('none');
	const fresh = signal(false);
	const problem = signal<RelayError | null>(null);
	const timeline = signal<Timeline>(EMPTY_TIMELINE);
	const matchedBy = signal<'exact' | 'variant' | null>(null);
	const address = signal<ReadAddress>(null);
	const loadingOlder = signal(false);
	/** Raised by every `open`, so that late answers about the one before are dropped. */
	let turn = 0;
	let busy: Promise<void> | null = null;
	/** Pushes that came while an answer was on its way. */
	let waiting: Changed[] = [];

	const keepSnapshot = () => {
		const now = timeline.value;
		if (!target.value || !now.conversation) return;
		const messages = shownMessages(now);
		void snapshots.keep(targetKey(target.value), {
			conversation: now.conversation,
			messages: messages.slice(-CACHED_MESSAGES),
			hasOlder: now.floor !== null || messages.length > CACHED_MESSAGES,
			matchedBy: matchedBy.value,
			address: address.value,
		});
	};

	const concerns = (event: Changed): boolean => {
		const { conversation } = timeline.value;
		if (conversation) return conversation.id === event.conversation.id;
		const about = target.value;
		if (about?.kind === 'conversation') return about.conversationId === event.conversation.id;
		const mine = address.value;
		if (!about || !mine || event.conversation.channelId !== about.channelId) return false;
		return event.conversation.contact.addresses.some(one => sameAddress(one, asAddress(mine)));
	};

	const apply = (event: Changed): 'applied' | 'gap' => {
		if (!concerns(event)) return 'applied';
		const next = applyChanged(timeline.value, event);
		if (next === 'gap') return 'gap';
		timeline.value = next;
		return 'applied';
	};

	/** One turn of asking the relay. True when all is well. */
	const ask = async (mine: number): Promise<boolean> => {
		const about = target.value;
		if (!about) return true;
		const known = timeline.value.conversation;
		if (!known) {
			const opened = await port.call(
				'conversation:open',
				about.kind === 'conversation'
					? { conversationId: about.conversationId }
					: { channelId: about.channelId, address: about.raw },
			);
			if (mine !== turn) return true;
			if (!opened.ok) return failed(opened.error);
			timeline.value = fromOpened(opened.value);
			matchedBy.value = opened.value.matchedBy;
			address.value = opened.value.address;
			return true;
		}
		for (;;) {
			const { revision } = timeline.value;
			const synced = await port.call('conversation:sync', {
				conversationId: known.id,
				afterRevision: revision,
			});
			if (mine !== turn) return true;
			if (!synced.ok) {
				// The relay knows this conversation no longer: look by its address again.
				if (synced.error.code !== 'not-found' || about.kind === 'conversation') return failed(synced.error);
				timeline.value = EMPTY_TIMELINE;
				return ask(mine);
			}
			if (synced.value.anew) {
				const opened = await port.call('conversation:open', { conversationId: known.id });
				if (mine !== turn) return true;
				if (!opened.ok) return failed(opened.error);
				timeline.value = fromOpened(opened.value);
				return true;
			}
			timeline.value = applySynced(timeline.value, synced.value);
			if (!synced.value.hasMore || synced.value.revision <= revision) return true;
		}
	};

	const failed = (error: RelayError): false => {
		problem.value = error;
		if (!timeline.value.conversation && phase.value !== 'ready') phase.value = 'failed';
		return false;
	};

	const run = async (mine: number) => {
		for (;;) {
			const well = await ask(mine);
			if (mine !== turn) return;
			const events = waiting;
			waiting = [];
			if (!well) return;
			phase.value = 'ready';
			fresh.value = true;
			problem.value = null;
			const gaps = events.filter(event => apply(event) === 'gap');
			if (gaps.length === 0) break;
		}
		keepSnapshot();
	};

	const refresh = (): Promise<void> => {
		if (!target.value) return Promise.resolve();
		const mine = turn;
		// One at a time: whoever asks again meanwhile gets a turn of their own behind it.
		const after = busy ?? Promise.resolve();
		const next: Promise<void> = after
			.then(() => (mine === turn ? run(mine) : undefined))
			.finally(() => {
				if (busy === next) busy = null;
			});
		busy = next;
		return next;
	};

	const stops = [
		port.on('conversation:changed', event => {
			if (busy) {
				waiting.push(event);
				return;
			}
			const before = timeline.value;
			if (apply(event) === 'gap') void refresh();
			else if (timeline.value !== before) keepSnapshot();
		}),
		port.onConnection(connection => {
			if (connection.state === 'online' && target.value) void refresh();
		}),
	];

	return {
		target,
		phase,
		fresh,
		problem,
		view: computed(() => timeline.value.conversation),
		name: computed(() => {
			const about = target.value;
			const told = about?.kind === 'conversation' ? timeline.value.conversation?.contact.name : undefined;
			return told ?? about?.name ?? '';
		}),
		messages: computed(() => shownMessages(timeline.value)),
		hasOlder: computed(() => timeline.value.floor !== null),
		loadingOlder,
		matchedBy,
		address,
		open: async next => {
			turn++;
			const mine = turn;
			busy = null;
			waiting = [];
			batch(() => {
				timeline.value = EMPTY_TIMELINE;
				matchedBy.value = null;
				address.value = null;
				problem.value = null;
				loadingOlder.value = false;
				fresh.value = false;
				target.value = next;
				phase.value = next ? 'loading' : 'none';
			});
			if (!next) return;
			const cached = await snapshots.find(targetKey(next));
			if (mine !== turn) return;
			if (cached?.conversation && !timeline.value.conversation) {
				timeline.value = fromOpened(cached);
				matchedBy.value = cached.matchedBy;
				address.value = cached.address;
				phase.value = 'ready';
			}
			await refresh();
		},
		refresh,
		loadOlder: async () => {
			const { floor, conversation } = timeline.value;
			if (!floor || !conversation || loadingOlder.value) return;
			const mine = turn;
			loadingOlder.value = true;
			const older = await port.call('conversation:read', {
				conversationId: conversation.id,
				before: { at: floor.at, seq: floor.seq },
			});
			if (mine !== turn) return;
			loadingOlder.value = false;
			if (older.ok) timeline.value = applyOlder(timeline.value, older.value);
		},
		take: messages => {
			const id = timeline.value.conversation?.id;
			const mine = messages.filter(message => message.conversationId === id);
			if (mine.length > 0) timeline.value = applyMessages(timeline.value, mine);
		},
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
