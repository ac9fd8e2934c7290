/** What a person must allow, and what each is for (providers.md §8; names since 27 Jan 2025). */
export const PERMISSIONS: Readonly<Record<string, string>> = {
	instagram_business_basic: 'the account itself',
	instagram_business_manage_messages: 'direct messages',
	instagram_business_manage_comments: 'comments and answers to them',
};

/** What the webhooks must carry; the app's own settings must name the same (providers.md §8.1, §8.4). */
export const WEBHOOK_FIELDS = [
	'messages',
	'messaging_postbacks',
	'message_reactions',
	'messaging_seen',
	'messaging_referral',
	'message_edit',
	'comments',
	'live_comments',
] as const;

/** The rest that is read. Whether every account may subscribe to these is not documented. */
export const MORE_FIELDS = ['message_echoes', 'standby', 'messaging_policy_enforcement'] as const;

/** Reads `a,b` or a list of names; null when Instagram told none. */
export function readPermissions(value: unknown): readonly string[] | null {
	const names = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(String) : [];
	const clean = names.map(name => name.trim()).filter(name => name !== '');
	return clean.length === 0 ? null : clean;
}

/** A sentence for each permission that was not given. */
export function missingPermissions(granted: readonly string[] | null): string[] {
	if (granted === null) return [];
	return Object.entries(PERMISSIONS)
		.filter(([name]) => !granted.includes(name))
		.map(
			([name, use]) =>
				`The permission ${name} (${use}) was not given. Press Authorize again and leave all permissions ticked.`,
		);
}

/** A sentence when an account of this type cannot be connected; null when it can, or Instagram told no type. */
export function accountTypeProblem(type: string | null): string | null {
	const isProfessional = type === null || /^(?:BUSINESS|MEDIA_CREATOR|CREATOR)$/i.test(type);
	return isProfessional
		? null
		: 'This is not a professional account. Switch it to a business or creator account in the Instagram app (Settings → Account type), then press Authorize again.';
}
