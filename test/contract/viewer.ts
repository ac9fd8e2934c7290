import type { Socket } from 'socket.io-client';
import type { RelayEvents, RelayToClient } from '../../shared/contract/events.ts';
import type { MessageView } from '../../shared/contract/views.ts';
import type { Person } from '../support/relay.ts';

/**
 * A client that keeps one conversation by the rules of the contract and nothing else: pushes by their revisions,
 * `conversation:sync` after a gap and after every connect.
 */
export class Viewer {
	readonly messages = new Map<string, MessageView>();
	revision = 0;
	/** Pushes that did not follow what it had. */
	gaps = 0;
	pushes = 0;
	readonly #person: Person;
	readonly #conversationId: string;
	/** How many changes it asks for at a time. */
	readonly #page: number;
	#socket: Socket<RelayToClient> | null = null;
	#work: Promise<void> = Promise.resolve();

	constructor(person: Person, conversationId: string, page = 200) {
		this.#person = person;
		this.#conversationId = conversationId;
		this.#page = page;
	}

	get isOnline(): boolean {
		return this.#socket !== null;
	}

	async connect(): Promise<void> {
		const socket = await this.#person.connect();
		this.#socket = socket;
		socket.on('conversation:changed', event => {
			if (event.conversation.id === this.#conversationId) this.#queue(() => this.#heard(event));
		});
		this.#queue(() => this.#sync());
	}

	disconnect(): void {
		this.#socket?.disconnect();
		this.#socket = null;
	}

	/** Resolves when everything heard so far is taken in. */
	settled(): Promise<void> {
		return this.#work;
	}

	/** What a person sees: in the order of the timeline. */
	timeline(): MessageView[] {
		return [...this.messages.values()].sort((a, b) => a.at - b.at || a.seq - b.seq);
	}

	#queue(work: () => Promise<void>): void {
		this.#work = this.#work.then(work);
	}

	async #heard(event: RelayEvents['conversation:changed']): Promise<void> {
		this.pushes += 1;
		if (event.conversation.revision <= this.revision) return;
		if (event.previousRevision > this.revision) {
			this.gaps += 1;
			return this.#sync();
		}
		this.#take(event.messages, event.conversation.revision);
	}

	async #sync(): Promise<void> {
		for (;;) {
			const answer = await this.#person.get('conversation:sync', {
				conversationId: this.#conversationId,
				afterRevision: this.revision,
				limit: this.#page,
			});
			this.#take(answer.messages, answer.revision);
			if (!answer.hasMore) return;
		}
	}

	#take(messages: readonly MessageView[], revision: number): void {
		for (const message of messages) {
			const known = this.messages.get(message.id);
			if (!known || known.revision <= message.revision) this.messages.set(message.id, message);
		}
		this.revision = Math.max(this.revision, revision);
	}
}
