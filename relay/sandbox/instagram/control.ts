import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { command } from '../control-command.ts';
import { ControlError } from '../find-party.ts';
import { appWrites, edits, opensLink, reacts, sees, unsends } from './changes.ts';
import { addComment, shownPosts } from './comments.ts';
import type { InstagramDesk } from './desk.ts';
import { aboutStory, presses, writes, writesSchema } from './people.ts';
import { FIELDS, INSTAGRAM_ACCOUNT, INSTAGRAM_APP, PERMISSIONS, POSTS, usernameOf } from './seed.ts';
import { readyCredentials } from './tokens.ts';

const nothing = z.strictObject({}).default({});
const customer = z.strictObject({ customer: z.string() });
const message = customer.extend({ message: z.string() });
const shape = z.enum(['changes', 'flat']);

const accountSchema = z
	.strictObject({
		type: z.enum(['BUSINESS', 'MEDIA_CREATOR', 'PERSONAL']),
		permissions: z.array(z.enum(PERMISSIONS)),
		humanAgent: z.boolean(),
		tokenShape: z.enum(['list', 'flat']),
		commentShape: shape,
		redirects: z.array(z.string()).nullable(),
		appFields: z.array(z.enum(FIELDS)),
	})
	.partial();

/** What happens on Instagram. The same row is `POST /sandbox/api/<name>` and, without the prefix, a method of `sandbox.instagram`. */
export const INSTAGRAM_CONTROL = {
	'instagram-state': command(nothing, ({ instagram }) => ({
		app: INSTAGRAM_APP,
		...INSTAGRAM_ACCOUNT,
		...instagram.account,
		pending: instagram.line.pending,
	})),
	'instagram-set-account': command(accountSchema, ({ instagram }, wish) => {
		// zod keeps absent keys absent; only their type says otherwise.
		instagram.change(wish as Parameters<InstagramDesk['change']>[0]);
	}),
	'instagram-webhook': command(
		z.strictObject({ url: z.url().nullable(), verifyToken: z.string().default('') }),
		({ instagram }, { url, verifyToken }) => setWebhook(instagram, url, verifyToken),
	),
	'instagram-token': command(nothing, ({ instagram }) => readyCredentials(instagram)),
	'instagram-expire-token': command(nothing, ({ instagram }) => {
		const { store, clock } = instagram.world;
		for (const token of store.instagramTokens.all())
			store.instagramTokens.put({ ...token, endsAt: Math.min(token.endsAt, clock.now()) });
	}),
	'instagram-revoke': command(
		z
			.strictObject({ because: z.enum(['app-removed', 'password']).default('app-removed') })
			.default({ because: 'app-removed' }),
		({ instagram }, { because }) => {
			const { store } = instagram.world;
			const ended = because === 'password' ? 460 : 458;
			for (const token of store.instagramTokens.all()) store.instagramTokens.put({ ...token, ended });
		},
	),
	'instagram-writes': command(writesSchema, ({ instagram }, wish) => writes(instagram, wish)),
	'instagram-replies-to-story': command(customer.extend({ text: z.string() }), ({ instagram }, wish) =>
		aboutStory(instagram, 'reply', wish),
	),
	'instagram-mentions-in-story': command(customer, ({ instagram }, wish) =>
		aboutStory(instagram, 'mention', wish),
	),
	'instagram-presses': command(
		customer.extend({ message: z.string().optional(), button: z.string() }),
		({ instagram }, wish) => presses(instagram, wish),
	),
	'instagram-reacts': command(message.extend({ emoji: z.string().nullable() }), ({ instagram }, wish) =>
		reacts(instagram, wish),
	),
	'instagram-unsends': command(message, ({ instagram }, wish) => unsends(instagram, wish)),
	'instagram-edits': command(message.extend({ text: z.string() }), ({ instagram }, wish) =>
		edits(instagram, wish),
	),
	'instagram-sees': command(customer, ({ instagram }, wish) => sees(instagram, wish)),
	'instagram-opens-link': command(customer.extend({ ref: z.string() }), ({ instagram }, wish) =>
		opensLink(instagram, wish),
	),
	'instagram-app-writes': command(customer.extend({ text: z.string() }), ({ instagram }, wish) =>
		appWrites(instagram, wish),
	),
	'instagram-blocks': command(
		customer.extend({ on: z.boolean() }),
		({ instagram }, { customer: who, on }) => {
			const { id } = instagram.person(who);
			const others = instagram.account.blockedBy.filter(one => one !== id);
			instagram.change({ blockedBy: on ? [...others, id] : others });
		},
	),
	'instagram-comments': command(
		customer.extend({
			/** Of `POSTS`: feed, reel, story, note, ad, live. */
			post: z.string().default('feed'),
			text: z.string(),
			/** The comment that it answers. */
			parent: z.string().optional(),
			at: z.number().optional(),
		}),
		({ instagram }, { customer: who, post, text, parent, at }) => {
			const made = addComment(instagram, {
				post: instagram.post(post),
				customer: instagram.person(who),
				text,
				parentId: parent ?? null,
				...(at !== undefined && { at }),
			});
			return { commentId: made.id };
		},
	),
	'instagram-test-button': command(nothing, ({ instagram }) => testButton(instagram)),
	'instagram-deliver': command(
		z.strictObject({ entry: z.record(z.string(), z.unknown()) }),
		({ instagram }, { entry }) => {
			instagram.line.enqueue(entry);
		},
	),
	'instagram-chat': command(customer, ({ instagram }, wish) => {
		const person = instagram.person(wish.customer);
		return { customer: person.id, username: usernameOf(person), messages: instagram.messagesWith(person.id) };
	}),
	'instagram-posts': command(nothing, ({ instagram }) => ({ posts: shownPosts(instagram, POSTS) })),
} as const;

/** The app's callback at Meta: kept once it has echoed the challenge. Throws `ControlError`. */
async function setWebhook(desk: InstagramDesk, url: string | null, verifyToken: string): Promise<void> {
	if (url === null) return desk.change({ webhook: null });
	const challenge = String(randomInt(100_000_000, 999_999_999));
	const target = new URL(url);
	target.searchParams.set('hub.mode', 'subscribe');
	target.searchParams.set('hub.challenge', challenge);
	target.searchParams.set('hub.verify_token', verifyToken);
	const answer = await fetch(target, { signal: AbortSignal.timeout(5000) }).catch(() => null);
	if (answer?.status !== 200 || (await answer.text()) !== challenge)
		throw new ControlError('The callback URL or the verify token could not be validated.');
	desk.change({ webhook: { url, verifyToken } });
	desk.line.retryNow();
}

/** The dashboard's button: in the name of nobody, and in a shape that real events never have. */
function testButton(desk: InstagramDesk): void {
	const value = {
		sender: { id: '12334' },
		recipient: { id: '23245' },
		timestamp: String(Math.floor(desk.world.clock.now() / 1000)),
		message: { mid: `random_mid_${desk.world.nextSeq()}`, text: 'random_text' },
	};
	desk.line.enqueue({ id: '0', time: desk.world.clock.now(), changes: [{ field: 'messages', value }] });
}
