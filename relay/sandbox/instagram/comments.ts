import type { CustomerRow } from '../model.ts';
import { type InstagramDesk, newCommentId } from './desk.ts';
import { badParameter, noObject } from './graph-error.ts';
import type { InstagramCommentRow, InstagramTokenRow } from './model.ts';
import { INSTAGRAM_ACCOUNT, igsidOf, type Post, usernameOf } from './seed.ts';
import { needPermission } from './tokens.ts';

/** providers.md §8.2: from the comment reference, not confirmed, so more is only noted. */
const COMMENT_MAX = 300;

/** Puts a comment under a post and tells the account of it, its own included. `customer` null: the account itself. */
export function addComment(
	desk: InstagramDesk,
	{
		post,
		customer,
		text,
		parentId,
		at,
	}: {
		post: Post;
		customer: CustomerRow | null;
		text: string;
		parentId: string | null;
		at?: number;
	},
): InstagramCommentRow {
	const seq = desk.world.nextSeq();
	const row: InstagramCommentRow = {
		id: newCommentId(seq),
		postId: post.id,
		parentId,
		customerId: customer?.id ?? null,
		seq,
		at: at ?? desk.world.clock.now(),
		text,
		repliedBy: null,
	};
	desk.world.store.instagramComments.put(row);
	desk.world.changed('instagram');
	tell(desk, row, post, customer);
	return row;
}

function tell(desk: InstagramDesk, row: InstagramCommentRow, post: Post, customer: CustomerRow | null): void {
	const isFlat = desk.account.commentShape === 'flat';
	const from = customer
		? { id: igsidOf(customer), username: usernameOf(customer) }
		: { id: INSTAGRAM_ACCOUNT.accountId, username: desk.account.username };
	const value = {
		[isFlat ? 'comment_id' : 'id']: row.id,
		...(row.parentId !== null && { parent_id: row.parentId }),
		text: row.text,
		from,
		media: {
			id: post.id,
			media_product_type: post.product,
			...(post.kind === 'ad' && { ad_id: '120210000000077', ad_title: post.title }),
		},
	};
	const field = post.kind === 'live' ? 'live_comments' : 'comments';
	// Seconds, as in the examples of comments.
	const entry = { id: INSTAGRAM_ACCOUNT.accountId, time: Math.floor(row.at / 1000) };
	desk.deliver(field, isFlat ? { ...entry, field, value } : { ...entry, changes: [{ field, value }] });
}

/** `POST /{comment}/replies`: below a reply it attaches to the top comment. Throws `InstagramError`. */
export function publicReply(
	desk: InstagramDesk,
	token: InstagramTokenRow,
	commentId: string,
	body: Record<string, unknown>,
): Record<string, unknown> {
	needPermission(token, 'instagram_business_manage_comments');
	const comment = desk.world.store.instagramComments.get(commentId);
	if (!comment) throw noObject(commentId);
	const { message } = body;
	if (typeof message !== 'string' || message.trim() === '')
		throw badParameter('The parameter message is required.');
	if ([...message].length > COMMENT_MAX) desk.world.violate('comment-long', `instagram: ${commentId}`);
	const post = desk.post(comment.postId);
	const parentId = comment.parentId ?? comment.id;
	return { id: addComment(desk, { post, customer: null, text: message, parentId }).id };
}

/** The posts with what stands below them, for pages and tests. */
export function shownPosts(desk: InstagramDesk, posts: readonly Post[]) {
	const comments = desk.world.store.instagramComments.all().sort((a, b) => a.seq - b.seq);
	const name = (id: string | null) => {
		const customer = id === null ? null : desk.world.store.customers.get(id);
		return customer ? usernameOf(customer) : desk.account.username;
	};
	return posts.map(post => ({
		...post,
		comments: comments
			.filter(comment => comment.postId === post.id)
			.map(comment => ({ ...comment, username: name(comment.customerId) })),
	}));
}
