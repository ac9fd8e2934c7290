import { randomBytes } from 'node:crypto';
import { ControlError, needCustomer } from '../find-party.ts';
import type { CustomerRow } from '../model.ts';
import type { World } from '../world.ts';
import type { InstagramLine } from './line.ts';
import type { InstagramAccount, InstagramMessageRow } from './model.ts';
import { INSTAGRAM_ACCOUNT, igsidOf, POSTS, type Post, seedAccount } from './seed.ts';

const SETTING = 'instagram';
export const DAY_MS = 86_400_000;

/** What all parts of the fake Instagram share: the account, its messages and comments, its webhooks. */
export class InstagramDesk {
	readonly world: World;
	readonly line: InstagramLine;

	constructor(world: World, line: InstagramLine) {
		this.world = world;
		this.line = line;
	}

	get account(): InstagramAccount {
		const kept = this.world.store.settings.get(SETTING);
		return kept ? (kept.value as InstagramAccount) : seedAccount();
	}

	change(patch: Partial<InstagramAccount>): void {
		this.world.store.settings.put({ id: SETTING, value: { ...this.account, ...patch } });
		this.world.changed('instagram');
	}

	/** A person by any reference of the sandbox, or by the id under which the account knows them. Throws `ControlError`. */
	person(reference: string): CustomerRow {
		return this.byIgsid(reference) ?? needCustomer(this.world, reference);
	}

	byIgsid(igsid: string): CustomerRow | null {
		return this.world.store.customers.all().find(customer => igsidOf(customer) === igsid) ?? null;
	}

	post(kind: string): Post {
		const post = POSTS.find(one => one.kind === kind || one.id === kind);
		if (!post) throw new ControlError(`There is no post ${kind}.`);
		return post;
	}

	/** Messages with a person, oldest first. */
	messagesWith(customerId: string): InstagramMessageRow[] {
		return this.world.store.instagramMessages
			.all()
			.filter(message => message.customerId === customerId)
			.sort((a, b) => a.seq - b.seq);
	}

	needMessage(mid: string): InstagramMessageRow {
		const message = this.world.store.instagramMessages.get(mid);
		if (!message) throw new ControlError(`There is no message ${mid}.`);
		return message;
	}

	/** When the person last did what opens the window; null when never. */
	lastWordAt(customerId: string): number | null {
		const own = this.messagesWith(customerId).filter(message => message.by === 'customer');
		return own.length === 0 ? null : Math.max(...own.map(message => message.at));
	}

	keep(
		message: Pick<InstagramMessageRow, 'customerId' | 'from' | 'by'> & Partial<InstagramMessageRow>,
	): InstagramMessageRow {
		const row: InstagramMessageRow = {
			id: newMid(),
			seq: this.world.nextSeq(),
			at: this.world.clock.now(),
			text: null,
			attachments: [],
			buttons: [],
			replyTo: null,
			commentId: null,
			humanAgent: false,
			reactions: { business: null, customer: null },
			edits: 0,
			deleted: false,
			seen: false,
			...message,
		};
		return this.put(row);
	}

	put(message: InstagramMessageRow): InstagramMessageRow {
		this.world.store.instagramMessages.put(message);
		this.world.changed('instagram');
		return message;
	}

	/** Tells the business of something between it and a person. `field` is what it must be subscribed to. */
	tell(
		field: string | readonly string[],
		customer: CustomerRow,
		event: Record<string, unknown>,
		more: { from?: 'business' | 'customer'; at?: number; standby?: boolean } = {},
	): void {
		const at = more.at ?? this.world.clock.now();
		const ids = [{ id: igsidOf(customer) }, { id: INSTAGRAM_ACCOUNT.accountId }];
		const [sender, recipient] = more.from === 'business' ? ids.reverse() : ids;
		const item = { sender, recipient, timestamp: at, ...event };
		const entry = { id: INSTAGRAM_ACCOUNT.accountId, time: this.world.clock.now() };
		this.deliver(field, { ...entry, [more.standby ? 'standby' : 'messaging']: [item] });
	}

	/** Queues an entry, when app and account are subscribed to one of these fields. */
	deliver(field: string | readonly string[], entry: Record<string, unknown>): void {
		const { subscribed, appFields, webhook } = this.account;
		const isWanted = [field].flat().some(one => subscribed.includes(one) && appFields.includes(one));
		if (webhook && isWanted) this.line.enqueue(entry);
		else this.world.dropped += 1;
	}
}

export function newMid(): string {
	return `aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE${randomBytes(30).toString('base64url')}ZD`;
}

/** An id as comments have them. */
export function newCommentId(seq: number): string {
	return `178${String(seq).padStart(14, '0')}`;
}
