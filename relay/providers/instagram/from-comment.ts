import type { CommentContent } from '../../../shared/domain/message.ts';
import type { ProviderEvent } from '../events.ts';
import { type Json, record, text } from '../wire.ts';
import { type Place, personOf, timeOf } from './place.ts';

/** A comment under a post of the account. The two logins name its id differently (providers.md §8.4). */
export function fromComment(value: Json, place: Place): ProviderEvent {
	const id = text(value.id) ?? text(value.comment_id);
	const from = record(value.from) ?? {};
	const writer = text(from.id);
	if (id === null || writer === null)
		return { kind: 'ignored', reason: 'a comment without an id or a writer' };
	if (writer === place.account || text(from.self_ig_scoped_id) !== null)
		return { kind: 'ignored', reason: 'a comment of the account itself' };
	const media = record(value.media) ?? {};
	return {
		kind: 'message',
		key: `comment:${id}`,
		externalId: id,
		direction: 'inbound',
		party: personOf(place, writer, text(from.username)),
		at: timeOf(value.created_time ?? value.timestamp, place.at),
		content: {
			kind: 'comment',
			text: typeof value.text === 'string' ? value.text : '',
			activity: activityOf(text(media.media_product_type)),
			postId: text(media.id) ?? '',
			postUrl: text(media.permalink),
			parentId: text(value.parent_id),
		},
		replyToExternalId: null,
		forwarded: false,
		referral: adOf(media),
		raw: null,
		opensWindow: false,
	};
}

/** FEED, AD and live broadcasts are posts; the name for notes is not documented. */
function activityOf(product: string | null): CommentContent['activity'] {
	switch (product?.toUpperCase().replace(/S$/, '')) {
		case 'REEL':
			return 'reels';
		case 'STORY':
		case 'STORIE':
			return 'stories';
		case 'NOTE':
			return 'notes';
		default:
			return 'feed';
	}
}

function adOf(media: Json) {
	const adId = text(media.ad_id);
	if (adId === null) return null;
	return { source: 'ad' as const, url: null, headline: text(media.ad_title), body: null, clickId: adId };
}
