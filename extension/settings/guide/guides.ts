import type { TextKey } from '../../ui/text.ts';

/** One step of a guide. Its done state is kept under `id`. */
export interface GuideStep {
	readonly id: string;
	readonly title: TextKey;
	readonly text: TextKey;
	/** What must be there or be told apart, as a list below the text. */
	readonly points?: readonly TextKey[];
	/** A page of somebody else's. */
	readonly link?: string;
	/** Somebody else decides over it: between not done and done it waits. */
	readonly waits?: true;
	/** An address of the relay to paste elsewhere, below its own. */
	readonly paste?: string;
	/** The step that is done in these settings. */
	readonly connects?: true;
}

export interface GuidePart {
	readonly title: TextKey;
	readonly text?: TextKey;
	/** Only for some: folded, and not counted in the progress. */
	readonly branch?: true;
	readonly steps: readonly GuideStep[];
}

const META_ACCOUNT: GuideStep = {
	id: 'meta-account',
	title: 'g_meta_account',
	text: 'g_meta_account_text',
	link: 'https://business.facebook.com/overview',
};
const WEBSITE: GuideStep = {
	id: 'website',
	title: 'g_website',
	text: 'g_website_text',
	points: ['g_website_1', 'g_website_2', 'g_website_3', 'g_website_4', 'g_website_5', 'g_website_6'],
};
const VERIFY: GuideStep = {
	id: 'verify',
	title: 'g_verify',
	text: 'g_verify_text',
	link: 'https://business.facebook.com/settings/security',
	waits: true,
};
const NUMBER: GuideStep = {
	id: 'number',
	title: 'g_number',
	text: 'g_number_text',
	points: ['g_number_1', 'g_number_2', 'g_number_3', 'g_number_4'],
};
const CONNECT: GuideStep = { id: 'connect', title: 'g_connect', text: 'g_connect_text', connects: true };
const TRY: GuideStep = { id: 'try', title: 'g_try', text: 'g_try_text' };

const MIGRATE: GuidePart = {
	title: 'g_migrate',
	text: 'g_migrate_text',
	branch: true,
	steps: [
		{ id: 'migrate-verified', title: 'g_migrate_verified', text: 'g_migrate_verified_text' },
		{ id: 'migrate-two-factor', title: 'g_migrate_two_factor', text: 'g_migrate_two_factor_text' },
		{ id: 'migrate-move', title: 'g_migrate_move', text: 'g_migrate_move_text', waits: true },
	],
};
const COEXISTENCE: GuidePart = {
	title: 'g_coexist',
	text: 'g_coexist_text',
	branch: true,
	steps: [
		{ id: 'coexist-choose', title: 'g_coexist_choose', text: 'g_coexist_choose_text' },
		{ id: 'coexist-delete', title: 'g_coexist_delete', text: 'g_coexist_delete_text' },
	],
};

/** What leads to a channel, by provider. A provider without a guide has only its form. */
export const GUIDES: Readonly<Record<string, readonly GuidePart[]>> = {
	dialog360: [
		{ title: 'g_part_prepare', steps: [META_ACCOUNT, WEBSITE, VERIFY, NUMBER] },
		{
			title: 'g_part_dialog360',
			steps: [
				{
					id: 'register',
					title: 'g_d360_register',
					text: 'g_d360_register_text',
					link: 'https://app.360dialog.com',
				},
				{
					id: 'add-number',
					title: 'g_d360_number',
					text: 'g_d360_number_text',
					points: ['g_d360_number_1', 'g_d360_number_2', 'g_d360_number_3'],
					waits: true,
				},
				{ id: 'key', title: 'g_d360_key', text: 'g_d360_key_text', link: 'https://app.360dialog.com' },
			],
		},
		{ title: 'g_part_connect', steps: [CONNECT, TRY] },
		{
			title: 'g_partner',
			text: 'g_partner_text',
			branch: true,
			steps: [
				{
					id: 'partner-change',
					title: 'g_partner_change',
					text: 'g_partner_change_text',
					link: 'https://app.360dialog.com',
					waits: true,
				},
				{ id: 'partner-access', title: 'g_partner_access', text: 'g_partner_access_text' },
			],
		},
		MIGRATE,
		COEXISTENCE,
	],
	'cloud-api': [
		{ title: 'g_part_prepare', steps: [META_ACCOUNT, WEBSITE, VERIFY, NUMBER] },
		{
			title: 'g_part_meta',
			steps: [
				{
					id: 'app',
					title: 'g_cloud_app',
					text: 'g_cloud_app_text',
					link: 'https://developers.facebook.com/apps',
				},
				{
					id: 'add-number',
					title: 'g_cloud_number',
					text: 'g_cloud_number_text',
					link: 'https://business.facebook.com/wa/manage/phone-numbers',
					waits: true,
				},
				{ id: 'pay', title: 'g_cloud_pay', text: 'g_cloud_pay_text' },
				{
					id: 'token',
					title: 'g_cloud_token',
					text: 'g_cloud_token_text',
					link: 'https://business.facebook.com/settings/system-users',
				},
			],
		},
		{
			title: 'g_part_connect',
			steps: [CONNECT, { id: 'webhook', title: 'g_cloud_webhook', text: 'g_cloud_webhook_text' }, TRY],
		},
		MIGRATE,
		COEXISTENCE,
	],
	telegram: [
		{
			title: 'g_part_telegram',
			steps: [
				{ id: 'new-bot', title: 'g_tg_new', text: 'g_tg_new_text', link: 'https://t.me/BotFather' },
				{
					id: 'look',
					title: 'g_tg_look',
					text: 'g_tg_look_text',
					points: ['g_tg_look_1', 'g_tg_look_2', 'g_tg_look_3'],
				},
				{ id: 'token', title: 'g_tg_token', text: 'g_tg_token_text' },
			],
		},
		{
			title: 'g_part_connect',
			steps: [CONNECT, { id: 'link', title: 'g_tg_link', text: 'g_tg_link_text' }, TRY],
		},
	],
	instagram: [
		{
			title: 'g_part_instagram',
			steps: [
				{ id: 'professional', title: 'g_ig_professional', text: 'g_ig_professional_text' },
				{ id: 'access', title: 'g_ig_access', text: 'g_ig_access_text' },
			],
		},
		{
			title: 'g_part_meta',
			steps: [
				{
					id: 'app',
					title: 'g_ig_app',
					text: 'g_ig_app_text',
					link: 'https://developers.facebook.com/apps',
				},
				{
					id: 'redirect',
					title: 'g_ig_redirect',
					text: 'g_ig_redirect_text',
					paste: '/oauth/instagram/callback',
				},
				{
					id: 'permissions',
					title: 'g_ig_permissions',
					text: 'g_ig_permissions_text',
					points: ['g_ig_permissions_1', 'g_ig_permissions_2', 'g_ig_permissions_3', 'g_ig_permissions_4'],
				},
				{ id: 'review', title: 'g_ig_review', text: 'g_ig_review_text', waits: true },
			],
		},
		{
			title: 'g_part_connect',
			steps: [CONNECT, { id: 'webhook', title: 'g_ig_webhook', text: 'g_ig_webhook_text' }, TRY],
		},
	],
};

/** The steps that everybody takes, by which progress is counted. */
export function stepsOf(provider: string): string[] {
	const parts = (GUIDES[provider] ?? []).filter(part => !part.branch);
	return parts.flatMap(part => part.steps.map(step => step.id));
}

/** Questions that come up around a messenger, each with its answer. */
export const QUESTIONS: Readonly<
	Record<string, readonly { readonly title: TextKey; readonly text: TextKey }[]>
> = {
	whatsapp: [
		{ title: 'g_q_login', text: 'g_q_login_text' },
		{ title: 'g_q_code', text: 'g_q_code_text' },
		{ title: 'g_q_blocked', text: 'g_q_blocked_text' },
		{ title: 'g_q_quality', text: 'g_q_quality_text' },
		{ title: 'g_q_change', text: 'g_q_change_text' },
		{ title: 'g_q_end', text: 'g_q_end_text' },
		{ title: 'g_q_tick', text: 'g_q_tick_text' },
	],
	telegram: [{ title: 'g_q_tg_first', text: 'g_q_tg_first_text' }],
	instagram: [
		{ title: 'g_q_ig_window', text: 'g_q_ig_window_text' },
		{ title: 'g_q_ig_comment', text: 'g_q_ig_comment_text' },
	],
};
