import type { CustomerRow } from '../model.ts';
import { DAY_MS, type InstagramDesk } from './desk.ts';
import { badParameter, InstagramError, noObject, outsideWindow } from './graph-error.ts';
import type { InstagramMessageRow, InstagramTokenRow } from './model.ts';
import { object, type ReadMessage, readMessage } from './read-message.ts';
import { INSTAGRAM_ACCOUNT, igsidOf, usernameOf } from './seed.ts';
import { needPermission } from './tokens.ts';

type Json = Record<string, unknown>;

/** Own words after 24 hours need the tag, which lasts 7 days; a comment's one private reply too (providers.md §8.2). */
const WINDOW_MS = DAY_MS;
const HUMAN_AGENT_MS = 7 * DAY_MS;
const PRIVATE_REPLY_MS = 7 * DAY_MS;
const ACTIONS = ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'];

/** Takes one call of `/{account}/messages`, strictly. Throws `InstagramError`. */
export async function takeSend(desk: InstagramDesk, token: InstagramTokenRow, body: Json): Promise<Json> {
	const known = ['recipient', 'message', 'sender_action', 'payload', 'messaging_type', 'tag'];
	const unknown = Object.keys(body).find(key => !known.includes(key));
	if (unknown !== undefined) {
		desk.world.violate('unknown-field', `instagram: ${unknown}`);
		throw badParameter(`Unexpected key "${unknown}".`);
	}
	const recipient = object(body.recipient) ?? {};
	if (typeof recipient.comment_id === 'string') return privateReply(desk, token, recipient.comment_id, body);
	needPermission(token, 'instagram_business_manage_messages');
	const customer = typeof recipient.id === 'string' ? desk.byIgsid(recipient.id) : null;
	if (!customer) throw new InstagramError(100, 'No matching user found.', 2018001);
	if (desk.account.blockedBy.includes(customer.id))
		throw new InstagramError(551, 'This person isn’t available right now.', 1545041);
	if (body.sender_action !== undefined) return senderAction(desk, customer, body);
	const message = object(body.message);
	if (!message) throw badParameter('The parameter message is required.');
	const humanAgent = checkWindow(desk, customer, body);
	const read = await readMessage(desk.world, message);
	return sent(desk, customer, read, { humanAgent, commentId: null });
}

/** True when it goes under the tag. */
function checkWindow(desk: InstagramDesk, customer: CustomerRow, { messaging_type, tag }: Json): boolean {
	const lastAt = desk.lastWordAt(customer.id);
	const age = lastAt === null ? Number.POSITIVE_INFINITY : desk.world.clock.now() - lastAt;
	if (tag === undefined) {
		if (messaging_type !== undefined && messaging_type !== 'RESPONSE')
			throw badParameter('messaging_type MESSAGE_TAG needs a tag.');
		if (age < WINDOW_MS) return false;
		desk.world.violate('outside-window', `instagram: to ${usernameOf(customer)}`);
		throw outsideWindow();
	}
	if (tag !== 'HUMAN_AGENT' || messaging_type !== 'MESSAGE_TAG')
		throw badParameter('Only messaging_type MESSAGE_TAG with the tag HUMAN_AGENT is taken.');
	if (!desk.account.humanAgent)
		throw new InstagramError(10, 'The app needs the Human Agent feature for this tag.', null, 403);
	if (age < HUMAN_AGENT_MS) return true;
	desk.world.violate('outside-window', `instagram: HUMAN_AGENT to ${usernameOf(customer)}`);
	throw outsideWindow();
}

function senderAction(desk: InstagramDesk, customer: CustomerRow, body: Json): Json {
	const action = String(body.sender_action);
	if (!ACTIONS.includes(action)) throw badParameter(`Unknown sender_action ${action}.`);
	const isReaction = action === 'react' || action === 'unreact';
	const others = Object.keys(body).filter(
		key => !['recipient', 'sender_action'].includes(key) && !(isReaction && key === 'payload'),
	);
	if (others.length > 0) throw badParameter(`A sender_action goes alone, without ${others.join(', ')}.`);
	if (desk.lastWordAt(customer.id) === null) throw outsideWindow();
	if (isReaction) {
		const { message_id, reaction } = object(body.payload) ?? {};
		const message =
			typeof message_id === 'string' ? desk.world.store.instagramMessages.get(message_id) : null;
		if (message?.customerId !== customer.id || message.deleted) throw noObject(String(message_id));
		if (action === 'react' && reaction !== 'love') throw badParameter('The reaction must be love.');
		message.reactions.business = action === 'react' ? '❤️' : null;
		desk.put(message);
	}
	return { recipient_id: igsidOf(customer) };
}

/** The one message that a comment may be answered with. */
async function privateReply(
	desk: InstagramDesk,
	token: InstagramTokenRow,
	commentId: string,
	body: Json,
): Promise<Json> {
	needPermission(token, 'instagram_business_manage_comments');
	const comment = desk.world.store.instagramComments.get(commentId);
	const customer = comment?.customerId ? desk.world.store.customers.get(comment.customerId) : null;
	if (!comment || !customer) throw noObject(commentId);
	if (comment.repliedBy !== null)
		throw new InstagramError(100, 'A private reply to this comment has been sent already.', 2534025);
	if (desk.world.clock.now() - comment.at >= PRIVATE_REPLY_MS) {
		desk.world.violate('comment-too-old', `instagram: ${commentId}`);
		throw outsideWindow();
	}
	const read = await readMessage(desk.world, object(body.message) ?? {});
	const answer = sent(desk, customer, read, { humanAgent: false, commentId });
	desk.world.store.instagramComments.put({ ...comment, repliedBy: String(answer.message_id) });
	return answer;
}

function sent(
	desk: InstagramDesk,
	customer: CustomerRow,
	{ echo, ...read }: ReadMessage,
	more: Pick<InstagramMessageRow, 'humanAgent' | 'commentId'>,
): Json {
	const row = desk.keep({ customerId: customer.id, from: 'business', by: 'api', ...read, ...more });
	const message = { mid: row.id, is_echo: true, app_id: 730000000000077, ...echo };
	desk.tell(['message_echoes', 'messages'], customer, { message }, { from: 'business', at: row.at });
	return { recipient_id: igsidOf(customer), message_id: row.id };
}

/** True for what may stand in the path for the account. */
export function isAccount(id: string): boolean {
	return id === 'me' || id === INSTAGRAM_ACCOUNT.accountId;
}
