import type { WebhookLine } from './deliver.ts';
import { DueQueue } from './due-queue.ts';
import { newRowId } from './ids.ts';
import type { MessageRow, ScheduledRow } from './model.ts';
import type { Accounts } from './whatsapp/accounts.ts';
import { statusChange } from './whatsapp/webhook.ts';
import type { World } from './world.ts';

const RANK = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const;

/** Lets each message take its statuses in time: sent, delivered, read, or failed. Kept in the store until done. */
export class StatusSchedule {
	readonly #world: World;
	readonly #line: WebhookLine;
	readonly #onQuiet: () => void;
	readonly #accounts: Accounts;
	readonly #due = new DueQueue<ScheduledRow>();
	#timer: NodeJS.Timeout | null = null;
	#armedFor = 0;
	#closed = false;

	constructor(world: World, line: WebhookLine, accounts: Accounts, onQuiet: () => void) {
		this.#world = world;
		this.#line = line;
		this.#accounts = accounts;
		this.#onQuiet = onQuiet;
		for (const row of world.store.scheduled.all()) this.#due.add(row.dueAt, row);
	}

	get pending(): number {
		return this.#world.store.scheduled.size;
	}

	/** Plans the statuses of a message that was just accepted. `failure` replaces delivery by a failed status. */
	plan(message: MessageRow, failure: number | null): void {
		const { sent, delivered, read } = this.#world.delay;
		if (failure !== null) {
			this.#add(message.id, 'failed', sent, failure);
		} else {
			this.#add(message.id, 'sent', sent, null);
			// A reaction never gets more than "sent" (Meta, Dec 2025).
			if (message.type !== 'reaction') {
				this.#add(message.id, 'delivered', Math.max(sent, delivered), null);
				if (read !== null) this.#add(message.id, 'read', Math.max(sent, delivered, read), null);
			}
		}
	}

	/** The customer looks at the chat: everything delivered becomes read. */
	readChat(chatId: string): void {
		for (const message of this.#world.messagesOf(chatId)) {
			if (message.from === 'business' && message.status === 'delivered') this.#report(message, 'read', null);
		}
	}

	/** Looks at the time again: at the start and after it was advanced. */
	wake(): void {
		this.#arm(this.#due.next ?? Number.POSITIVE_INFINITY);
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
	}

	/** Makes the timer go off at this moment at the latest. */
	#arm(dueAt: number): void {
		if (this.#closed || dueAt === Number.POSITIVE_INFINITY) return;
		const wait = Math.max(0, dueAt - this.#world.clock.timer());
		const at = performance.now() + wait;
		if (this.#timer && this.#armedFor <= at) return;
		if (this.#timer) clearTimeout(this.#timer);
		this.#armedFor = at;
		this.#timer = setTimeout(() => this.#run(), wait);
	}

	#add(messageId: string, status: ScheduledRow['status'], inMs: number, code: number | null): void {
		const dueAt = this.#world.clock.timer() + inMs;
		const row = { id: newRowId(), dueAt, messageId, status, code };
		this.#due.add(dueAt, this.#world.store.scheduled.put(row));
		this.#arm(dueAt);
	}

	#run(): void {
		this.#timer = null;
		const now = this.#world.clock.timer();
		for (let row = this.#due.take(now); row; row = this.#due.take(now)) {
			this.#world.store.scheduled.delete(row.id);
			// A reset may have taken the message away.
			const message = this.#world.store.messages.get(row.messageId);
			if (message) this.#report(message, row.status, row.code);
		}
		this.wake();
		this.#onQuiet();
	}

	#report(message: MessageRow, status: ScheduledRow['status'], code: number | null): void {
		if (RANK[message.status] >= RANK[status]) return;
		message.status = status;
		message.errorCode = code;
		this.#world.putMessage(message);
		if (status === 'failed') this.#accounts.failed(message);
		const change = statusChange(this.#world, message, status, code);
		if (change) this.#line.enqueue(message.numberId, { change });
		if (status === 'delivered' && this.#world.openChats.has(message.chatId))
			this.#report(message, 'read', null);
	}
}
