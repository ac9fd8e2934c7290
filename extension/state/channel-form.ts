import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';

export type Provider = 'dialog360' | 'cloud-api';

/** Every field that a channel of some provider has. */
export type ChannelField =
	| 'name'
	| 'address'
	| 'apiKey'
	| 'accessToken'
	| 'appSecret'
	| 'phoneNumberId'
	| 'businessAccountId'
	| 'verifyToken'
	| 'apiUrl';

export type ChannelValues = Readonly<Record<ChannelField, string>>;

/** The credentials that each provider asks for, in the order of the form. `secret` ones are never shown again. */
export const CREDENTIALS: Record<
	Provider,
	readonly { readonly field: ChannelField; readonly secret: boolean }[]
> = {
	dialog360: [{ field: 'apiKey', secret: true }],
	'cloud-api': [
		{ field: 'phoneNumberId', secret: false },
		{ field: 'businessAccountId', secret: false },
		{ field: 'accessToken', secret: true },
		{ field: 'appSecret', secret: true },
		{ field: 'verifyToken', secret: true },
	],
};

/** What is wrong in the form, or what the relay said, by field. */
export type FormErrors = Readonly<Partial<Record<ChannelField, FormError>>>;
/** One of our own words for it, or the relay's sentence. */
export type FormError = { readonly own: 'required' | 'name-length' } | { readonly said: string };

/** A channel that is being added or changed. Nothing in it is lost by a refused save. */
export interface ChannelForm {
	/** The channel that is changed; null for a new one. */
	readonly channel: ChannelView | null;
	readonly provider: ReadonlySignal<Provider>;
	readonly values: ReadonlySignal<ChannelValues>;
	readonly errors: ReadonlySignal<FormErrors>;
	/** What the relay said that belongs to no field. */
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	/** Credentials whose new value is being typed; the others stay as they are. */
	readonly replacing: ReadonlySignal<ReadonlySet<ChannelField>>;
	readonly saved: ReadonlySignal<{
		readonly channel: ChannelView;
		readonly warnings: readonly string[];
	} | null>;
	setProvider(provider: Provider): void;
	write(field: ChannelField, value: string): void;
	replace(field: ChannelField): void;
	save(): Promise<void>;
}

const EMPTY: ChannelValues = {
	name: '',
	address: '',
	apiKey: '',
	accessToken: '',
	appSecret: '',
	phoneNumberId: '',
	businessAccountId: '',
	verifyToken: '',
	apiUrl: '',
};

/** Makes the form for a new channel, or for one that exists. `token` is a suggestion for the verify token. */
export function createChannelForm(
	port: Pick<RelayPort, 'call'>,
	channel: ChannelView | null,
	token: string,
): ChannelForm {
	const start: ChannelValues = channel
		? { ...EMPTY, name: channel.name, address: channel.address, apiUrl: channel.apiUrl ?? '' }
		: { ...EMPTY, verifyToken: token };
	const provider = signal<Provider>(channel?.provider === 'cloud-api' ? 'cloud-api' : 'dialog360');
	const values = signal<ChannelValues>(start);
	const errors = signal<FormErrors>({});
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const replacing = signal<ReadonlySet<ChannelField>>(new Set());
	const saved = signal<{ readonly channel: ChannelView; readonly warnings: readonly string[] } | null>(null);

	const credentials = () => {
		const asked = CREDENTIALS[provider.value].map(one => one.field);
		const mine = channel ? asked.filter(field => replacing.value.has(field)) : asked;
		return Object.fromEntries(mine.map(field => [field, values.value[field].trim()]));
	};

	const ask = () => {
		const { name, address, apiUrl } = values.value;
		const url = apiUrl.trim();
		if (!channel) {
			return port.call('channel:add', {
				name,
				type: 'whatsapp',
				provider: provider.value,
				address,
				credentials: credentials(),
				...(url !== '' && { apiUrl: url }),
			});
		}
		const given = credentials();
		return port.call('channel:update', {
			channelId: channel.id,
			...(name.trim() !== channel.name && { name }),
			...(address.trim() !== channel.address && { address }),
			...(Object.keys(given).length > 0 && { credentials: given }),
			...(url !== (channel.apiUrl ?? '') && { apiUrl: url === '' ? null : url }),
		});
	};

	return {
		channel,
		provider,
		values,
		errors,
		problem,
		dirty: computed(
			() =>
				saved.value === null &&
				(Object.keys(EMPTY) as ChannelField[]).some(field => values.value[field] !== start[field]),
		),
		busy,
		replacing,
		saved,
		setProvider: next => {
			provider.value = next;
			errors.value = {};
		},
		write: (field, value) => {
			values.value = { ...values.value, [field]: value };
			const { [field]: _, ...others } = errors.value;
			errors.value = others;
		},
		replace: field => {
			replacing.value = new Set([...replacing.value, field]);
		},
		save: async () => {
			if (busy.value) return;
			problem.value = null;
			errors.value = checkChannel(provider.value, values.value, channel ? replacing.value : null);
			if (Object.keys(errors.value).length > 0) return;
			busy.value = true;
			const result = await ask();
			busy.value = false;
			if (result.ok) {
				saved.value = result.value;
				return;
			}
			errors.value = relayErrors(result.error.fields ?? {});
			problem.value = result.error;
		},
	};
}

/** What can be seen without the relay. `replacing` names the credentials that are asked for; null asks for all. */
export function checkChannel(
	provider: Provider,
	values: ChannelValues,
	replacing: ReadonlySet<ChannelField> | null,
): FormErrors {
	const errors: Partial<Record<ChannelField, FormError>> = {};
	const length = [...values.name.trim()].length;
	if (length < 5 || length > 25) errors.name = { own: length === 0 ? 'required' : 'name-length' };
	if (values.address.trim() === '') errors.address = { own: 'required' };
	for (const { field } of CREDENTIALS[provider]) {
		const asked = replacing === null || replacing.has(field);
		if (asked && values[field].trim() === '') errors[field] = { own: 'required' };
	}
	return errors;
}

function relayErrors(fields: Readonly<Record<string, string>>): FormErrors {
	const errors: Partial<Record<ChannelField, FormError>> = {};
	for (const [path, said] of Object.entries(fields)) {
		const field = path.slice(path.lastIndexOf('.') + 1);
		if (field in EMPTY) errors[field as ChannelField] = { said };
	}
	return errors;
}
