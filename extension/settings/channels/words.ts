import { credentialKey, type FormError } from '../../state/channel-request.ts';
import type { ChannelField, ChannelKind } from '../../state/views.ts';
import { type TextKey, t } from '../../ui/text.ts';

const BASE: Readonly<Record<string, TextKey>> = {
	name: 'field_name',
	address: 'field_address',
	responsibleUserId: 'field_responsible',
	pipeline: 'field_pipeline',
	stage: 'field_stage',
	state: 'field_active',
	apiUrl: 'field_api_url',
	authorizationId: 'authorize',
};

/** Where fields are found whose providers do not say so themselves. */
const HELP: Readonly<Record<string, TextKey>> = {
	'dialog360.apiKey': 'field_api_key_help',
	'cloud-api.accessToken': 'field_access_token_help',
	'cloud-api.appSecret': 'field_app_secret_help',
	'cloud-api.phoneNumberId': 'field_phone_number_id_help',
	'cloud-api.businessAccountId': 'field_waba_help',
	'cloud-api.verifyToken': 'field_verify_token_help',
	'dialog360.channelId': 'field_channel_id_help',
	'telegram.botToken': 'field_bot_token_help',
};

const OWN: Record<Extract<FormError, { own: string }>['own'], TextKey> = {
	required: 'error_required',
	'name-length': 'error_name_length',
	'key-or-id': 'error_key_or_id',
	'channel-id': 'error_channel_id',
	authorize: 'error_authorize',
};

/** The id of a value's control, which summaries link to. */
export function fieldId(key: string): string {
	return `field-${key}`;
}

/** How a value is called in the form. */
export function labelOf(kind: ChannelKind, key: string): string {
	return ownLabel(kind, key) ?? key;
}

/** How a value is called in the form; null for one that the form does not ask for. */
export function ownLabel(kind: ChannelKind, key: string): string | null {
	const base = BASE[key];
	if (base) return t(base);
	return kind.fields.find(field => credentialKey(field.key) === key)?.label ?? null;
}

export function helpOf({ provider }: ChannelKind, { key, help }: ChannelField): string | undefined {
	const own = HELP[`${provider}.${key}`];
	return help ?? (own && t(own));
}

export function errorText(error: FormError | undefined): string | null {
	if (!error) return null;
	if ('said' in error) return error.said.charAt(0).toUpperCase() + error.said.slice(1);
	return t(OWN[error.own]);
}

/** The mark of a field for tests: `phoneNumberId` is `channel-phone-number-id`. */
export function testOf(key: string): string {
	return `channel-${key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
