import type { ChannelKind } from '../../shared/contract/channel-views.ts';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import { channelIdIn } from './channel-id.ts';

/** What stands in a channel's form: `name`, `address`, … and the provider's own fields as `credentials.<key>`. */
export type ChannelValues = Readonly<Record<string, string>>;

/** The fields that every channel has, in the form's order. */
export const BASE_FIELDS = [
	'name',
	'address',
	'responsibleUserId',
	'pipeline',
	'stage',
	'state',
	'apiUrl',
] as const;

/** Where a field that the provider asks for stands among the values. */
export function credentialKey(key: string): string {
	return `credentials.${key}`;
}

/** The key's counterpart in partner access: with it a key can be made. */
export const CHANNEL_ID = 'channelId';

/** One of our own words for what is wrong, or the relay's sentence. */
export type FormError =
	| { readonly own: 'required' | 'name-length' | 'key-or-id' | 'channel-id' | 'authorize' }
	| { readonly said: string };
export type FormErrors = Readonly<Record<string, FormError>>;

/** What is asked of a form at this moment. */
export interface Asked {
	readonly kind: ChannelKind;
	/** The channel that is changed; null for a new one. */
	readonly channel: ChannelView | null;
	/** Fields of the channel whose value is typed anew. */
	readonly replacing: ReadonlySet<string>;
	/** An authorisation that has come back: it holds what was typed before it. */
	readonly authorizationId: string | null;
}

/** True when the form moves the channel to another provider: then everything is asked for as for a new one. */
export function isMove({ kind, channel }: Asked): boolean {
	return channel !== null && channel.provider !== kind.provider;
}

/** Whether this field is to be filled in now, rather than kept as it is stored. */
export function isOpen(asked: Asked, key: string): boolean {
	const { kind, channel, replacing } = asked;
	// Ticks show what holds now, so they are always open.
	const isTicks = kind.fields.some(field => field.key === key && field.options !== null);
	return channel === null || isTicks || isMove(asked) || replacing.has(key);
}

/** What can be seen without the relay. */
export function checkChannel(asked: Asked, values: ChannelValues): FormErrors {
	const { kind, channel } = asked;
	const errors: Record<string, FormError> = {};
	const of = (key: string) => (values[key] ?? '').trim();
	const length = [...of('name')].length;
	if (length < 5 || length > 25) errors.name = { own: length === 0 ? 'required' : 'name-length' };
	if (kind.addressFrom === 'person' && of('address') === '') errors.address = { own: 'required' };
	const idKey = credentialKey(CHANNEL_ID);
	const byId = kind.byPartner && isOpen(asked, CHANNEL_ID) && of(idKey) !== '';
	if (byId && channelIdIn(of(idKey)) === null) errors[idKey] = { own: 'channel-id' };
	for (const { key, required } of kind.fields) {
		const place = credentialKey(key);
		if (!required || byId || asked.authorizationId !== null) continue;
		if (isOpen(asked, key) && of(place) === '')
			errors[place] = { own: kind.byPartner ? 'key-or-id' : 'required' };
	}
	if (kind.authorizes && (channel === null || isMove(asked)) && asked.authorizationId === null)
		errors.authorizationId = { own: 'authorize' };
	return errors;
}

/** The provider's fields as they are sent: only what is asked for now, and nothing empty. */
export function credentialsOf(asked: Asked, values: ChannelValues): Record<string, string> {
	const given: Record<string, string> = {};
	for (const { key, options } of asked.kind.fields) {
		if (!isOpen(asked, key)) continue;
		const typed = (values[credentialKey(key)] ?? '').trim();
		const value = asked.kind.byPartner && key === CHANNEL_ID ? (channelIdIn(typed) ?? typed) : typed;
		const isAsBefore = options !== null && !isMove(asked) && asked.channel?.settings[key] === value;
		if (value !== '' && !isAsBefore) given[key] = value;
	}
	return given;
}

/** The request that connects a new channel. */
export function addRequest(asked: Asked, values: ChannelValues): RequestOf<'channel:add'> {
	const { kind, authorizationId } = asked;
	const apiUrl = (values.apiUrl ?? '').trim();
	return {
		name: values.name ?? '',
		type: kind.type,
		provider: kind.provider,
		...(kind.addressFrom === 'person' && { address: values.address ?? '' }),
		credentials: credentialsOf(asked, values),
		...(authorizationId !== null && { authorizationId }),
		...(apiUrl !== '' && { apiUrl }),
		state: values.state === 'off' ? 'off' : 'active',
		responsibleUserId: orNull(values.responsibleUserId),
		pipeline: orNull(values.pipeline),
		stage: orNull(values.stage),
	};
}

/** The request that changes a channel: only what differs from it. */
export function updateRequest(
	asked: Asked,
	channel: ChannelView,
	values: ChannelValues,
): RequestOf<'channel:update'> {
	const { kind, authorizationId } = asked;
	const before = valuesOf(channel);
	const differs = (key: string) => (values[key] ?? '').trim() !== before[key];
	const credentials = credentialsOf(asked, values);
	const numberIsTold = kind.addressFrom === 'provider';
	return {
		channelId: channel.id,
		...(differs('name') && { name: values.name ?? '' }),
		...(!numberIsTold && differs('address') && { address: values.address ?? '' }),
		...(isMove(asked) && { provider: kind.provider }),
		...(Object.keys(credentials).length > 0 && { credentials }),
		...(authorizationId !== null && { authorizationId }),
		...(differs('apiUrl') && { apiUrl: orNull(values.apiUrl) }),
		...(differs('state') && { state: values.state === 'off' ? ('off' as const) : ('active' as const) }),
		...(differs('responsibleUserId') && { responsibleUserId: orNull(values.responsibleUserId) }),
		...(differs('pipeline') && { pipeline: orNull(values.pipeline) }),
		...(differs('stage') && { stage: orNull(values.stage) }),
	};
}

/** True when saving changes how the channel reaches its provider, so that receiving may fail. */
export function touchesConnection(asked: Asked, values: ChannelValues): boolean {
	const { channel } = asked;
	if (!channel) return false;
	const request = updateRequest(asked, channel, values);
	return (
		request.credentials !== undefined ||
		request.authorizationId !== undefined ||
		request.provider !== undefined ||
		request.apiUrl !== undefined ||
		request.address !== undefined
	);
}

/** What a channel's form begins with. */
export function valuesOf(channel: ChannelView): ChannelValues {
	return {
		name: channel.name,
		address: channel.address,
		responsibleUserId: channel.responsibleUserId ?? '',
		pipeline: channel.pipeline ?? '',
		stage: channel.stage ?? '',
		state: channel.state === 'off' ? 'off' : 'active',
		apiUrl: channel.apiUrl ?? '',
	};
}

function orNull(text: string | undefined): string | null {
	const trimmed = (text ?? '').trim();
	return trimmed === '' ? null : trimmed;
}
