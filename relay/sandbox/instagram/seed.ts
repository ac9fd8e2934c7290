import type { CustomerRow } from '../model.ts';
import type { InstagramAccount } from './model.ts';

/** The app at Meta. Its secret signs webhooks. */
export const INSTAGRAM_APP = {
	appId: '730000000000077',
	appSecret: 'sandbox-instagram-secret',
} as const;

/** The business's professional account. `appScopedId` is what `/me` calls `id`, and what webhooks never name. */
export const INSTAGRAM_ACCOUNT = {
	accountId: '17841400000000077',
	appScopedId: '26800000000000077',
	username: 'lindenblatt.berlin',
	name: 'Lindenblatt Berlin',
} as const;

/** Permissions as their names are since 2025. */
export const PERMISSIONS = [
	'instagram_business_basic',
	'instagram_business_manage_messages',
	'instagram_business_manage_comments',
	'instagram_business_content_publish',
	'instagram_business_manage_insights',
] as const;

/** Every field that an account can be subscribed to. */
export const FIELDS = [
	'messages',
	'message_echoes',
	'message_edit',
	'message_reactions',
	'messaging_handover',
	'messaging_optins',
	'messaging_policy_enforcement',
	'messaging_postbacks',
	'messaging_referral',
	'messaging_seen',
	'response_feedback',
	'standby',
	'comments',
	'live_comments',
	'mentions',
	'story_insights',
] as const;

/** Posts of the account that people write below. */
export const POSTS = [
	{ id: '17900000000000001', kind: 'feed', product: 'FEED', title: 'Spring on the balcony' },
	{ id: '17900000000000002', kind: 'reel', product: 'REELS', title: 'Repotting in 30 seconds' },
	{ id: '17900000000000003', kind: 'story', product: 'STORY', title: 'Open today until 8' },
	{ id: '17900000000000004', kind: 'note', product: 'NOTES', title: 'New herbs are in' },
	{ id: '17900000000000005', kind: 'ad', product: 'AD', title: 'Ten percent off planters' },
	{ id: '17900000000000006', kind: 'live', product: 'FEED', title: 'Ask the gardener' },
] as const;
export type Post = (typeof POSTS)[number];

export function seedAccount(): InstagramAccount {
	return {
		username: INSTAGRAM_ACCOUNT.username,
		name: INSTAGRAM_ACCOUNT.name,
		type: 'BUSINESS',
		permissions: PERMISSIONS.slice(0, 3),
		humanAgent: true,
		tokenShape: 'list',
		commentShape: 'changes',
		redirects: null,
		webhook: null,
		appFields: [...FIELDS],
		subscribed: [],
		blockedBy: [],
	};
}

/** How this account knows a person. */
export function igsidOf(customer: CustomerRow): string {
	return `7001${customer.id.replace(/\D/g, '').padStart(12, '0')}`;
}

/** `jonas.weber`; people without a name of their own have one made of it. */
export function usernameOf(customer: CustomerRow): string {
	const plain = customer.name.normalize('NFD').replace(/[^\w ]/g, '');
	return customer.username ?? plain.trim().toLowerCase().replace(/\s+/g, '.');
}
