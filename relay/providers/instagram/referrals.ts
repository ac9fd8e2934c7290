import type { Referral } from '../../../shared/domain/message.ts';
import { type Json, record, text } from '../wire.ts';

/** An ad that opened the chat; null when the referral is of another source. The ad's id stands for the click's. */
export function adReferral(referral: Json | null): Referral | null {
	if (text(referral?.ad_id) === null && text(referral?.source)?.toUpperCase() !== 'ADS') return null;
	const shown = record(referral?.ads_context_data);
	return {
		source: 'ad',
		url: text(shown?.photo_url) ?? text(shown?.video_url),
		headline: text(shown?.ad_title),
		body: text(referral?.ref),
		clickId: text(referral?.ad_id),
	};
}

/** A link of ours (`ig.me/m/…?ref=`); `body` is what it carried. */
export function linkReferral(referral: Json | null): Referral | null {
	if (!referral) return null;
	return { source: 'link', url: null, headline: null, body: text(referral.ref), clickId: null };
}

/** A story of ours that was answered, or one that names us. Its address ends with the story. */
export function storyReferral(source: 'story' | 'story-mention', url: string | null): Referral {
	return { source, url, headline: null, body: null, clickId: null };
}
