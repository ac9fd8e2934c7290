import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChannelKind } from '../../shared/contract/channel-views.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import type { FormDrafts } from '../connection/form-drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { type Authorizing, createAuthorizing } from './authorizing.ts';
import {
	type Asked,
	addRequest,
	type ChannelValues,
	checkChannel,
	credentialKey,
	credentialsOf,
	type FormErrors,
	isMove,
	isOpen,
	touchesConnection,
	updateRequest,
	valuesOf,
} from './channel-request.ts';

/** A channel that is being added or changed. Nothing in it is lost by a refused save or a reload, but secrets by a reload. */
export interface ChannelForm {
	/** The channel that is changed; null for a new one. */
	readonly channel: ChannelView | null;
	/** The providers to choose from: those of one messenger. */
	readonly kinds: readonly ChannelKind[];
	readonly kind: ReadonlySignal<ChannelKind>;
	readonly values: ReadonlySignal<ChannelValues>;
	readonly errors: ReadonlySignal<FormErrors>;
	/** What the relay said of the whole. */
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	/** The channel goes to another provider; all is asked for anew. */
	readonly moves: ReadonlySignal<boolean>;
	/** Saving changes how the provider is reached. */
	readonly risky: ReadonlySignal<boolean>;
	readonly authorizing: Authorizing;
	readonly saved: ReadonlySignal<Saved | null>;
	/** Whether the field is to be filled in, or kept as it is stored. */
	asks(key: string): boolean;
	setProvider(provider: string): void;
	write(key: string, value: string): void;
	/** Types a stored field anew. */
	replace(key: string): void;
	authorize(): Promise<void>;
	save(): Promise<void>;
	/** Forgets what was kept for a reload. */
	forget(): void;
	stop(): void;
}

export interface Saved {
	readonly channel: ChannelView;
	readonly warnings: readonly string[];
	/** To be pasted beside the webhook's address; empty where nothing has to be. */
	readonly verifyToken: string;
}

export interface ChannelFormParts {
	readonly port: Pick<RelayPort, 'call' | 'on' | 'onConnection'>;
	readonly channel: ChannelView | null;
	/** Those of one messenger; with a channel, its own first. */
	readonly kinds: readonly [ChannelKind, ...ChannelKind[]];
	readonly drafts: FormDrafts;
	readonly openTab: (url: string) => void;
	readonly newToken: () => string;
}

interface KeptForm {
	readonly provider: string;
	readonly values: ChannelValues;
	readonly authorizationId: string | null;
}

/** A word of our own that the provider repeats to us: suggested, so that nobody has to think of one. */
const SUGGESTED = 'verifyToken';

/** Makes the form for a new channel, or for one that exists. */
export function createChannelForm(parts: ChannelFormParts): ChannelForm {
	const { port, channel, kinds, drafts } = parts;
	const draftKey = channel ? `channel:${channel.id}` : `channel:new:${kinds[0].type}`;
	const kept = drafts.find(draftKey) as KeptForm | null;
	const own = kinds.find(one => one.provider === (kept?.provider ?? channel?.provider)) ?? kinds[0];
	const startOf = (kind: ChannelKind): ChannelValues => ({
		...(channel ? valuesOf(channel) : { state: 'active' }),
		...standardsOf(kind, channel, parts.newToken),
	});
	const kind = signal(own);
	let start = startOf(own);
	const values = signal<ChannelValues>({ ...start, ...kept?.values });
	const errors = signal<FormErrors>({});
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const replacing = signal<ReadonlySet<string>>(new Set());
	const saved = signal<Saved | null>(null);
	const authorizing = createAuthorizing(port, parts.openTab, kept?.authorizationId ?? null);
	const asked = computed<Asked>(() => ({
		kind: kind.value,
		channel,
		replacing: replacing.value,
		authorizationId: authorizing.view.value?.state === 'done' ? authorizing.id.value : null,
	}));

	const isSecret = (key: string) =>
		kind.peek().fields.some(field => field.secret && credentialKey(field.key) === key);
	const dirty = computed(() => {
		const now = values.value;
		const changed = Object.keys(now).some(key => (now[key] ?? '') !== (start[key] ?? ''));
		return saved.value === null && (changed || authorizing.id.value !== null || isMove(asked.value));
	});
	const stopKeeping = effect(() => {
		const open = Object.entries(values.value).filter(([key]) => !isSecret(key));
		const draft: KeptForm = {
			provider: kind.value.provider,
			values: Object.fromEntries(open),
			authorizationId: authorizing.id.value,
		};
		drafts.keep(draftKey, dirty.value ? draft : null);
	});

	return {
		channel,
		kinds,
		kind,
		values,
		errors,
		problem,
		dirty,
		busy,
		moves: computed(() => isMove(asked.value)),
		risky: computed(() => touchesConnection(asked.value, values.value)),
		authorizing,
		saved,
		asks: key => isOpen(asked.value, key),
		setProvider: provider => {
			const next = kinds.find(one => one.provider === provider);
			if (!next) return;
			// What was typed stays where the other provider asks for the same.
			start = startOf(next);
			values.value = { ...start, ...values.value };
			kind.value = next;
			errors.value = {};
			problem.value = null;
		},
		write: (key, value) => {
			values.value = { ...values.value, [key]: value };
			const { [key]: _, ...others } = errors.value;
			errors.value = others;
		},
		replace: key => {
			replacing.value = new Set([...replacing.value, key]);
		},
		authorize: async () => {
			const now = asked.peek();
			const apiUrl = (values.peek().apiUrl ?? '').trim();
			const { authorizationId: _, ...wrong } = checkChannel({ ...now, authorizationId: null }, values.peek());
			const fields = Object.entries(wrong).filter(([key]) => key.startsWith('credentials.'));
			errors.value = Object.fromEntries(fields);
			if (fields.length > 0) return;
			await authorizing.begin({
				provider: now.kind.provider,
				credentials: credentialsOf(now, values.peek()),
				...(channel && !isMove(now) && { channelId: channel.id }),
				...(apiUrl !== '' && { apiUrl }),
			});
			const told = authorizing.problem.peek()?.fields;
			if (told) errors.value = said(told);
		},
		save: async () => {
			if (busy.peek()) return;
			problem.value = null;
			const now = asked.peek();
			errors.value = checkChannel(now, values.peek());
			if (Object.keys(errors.peek()).length > 0) return;
			busy.value = true;
			const answer = channel
				? await port.call('channel:update', updateRequest(now, channel, values.peek()))
				: await port.call('channel:add', addRequest(now, values.peek()));
			busy.value = false;
			if (!answer.ok) {
				errors.value = said(answer.error.fields ?? {});
				problem.value = answer.error;
				return;
			}
			const token = now.kind.fields.some(field => field.key === SUGGESTED) && isOpen(now, SUGGESTED);
			const verifyToken = token ? (values.peek()[credentialKey(SUGGESTED)] ?? '') : '';
			saved.value = { ...answer.value, verifyToken };
		},
		forget: () => drafts.keep(draftKey, null),
		stop: () => {
			stopKeeping();
			authorizing.stop();
		},
	};
}

function standardsOf(kind: ChannelKind, channel: ChannelView | null, newToken: () => string): ChannelValues {
	const isNew = channel === null || channel.provider !== kind.provider;
	const values: Record<string, string> = {};
	for (const { key, standard, options } of kind.fields) {
		const stored = channel?.settings[key];
		// Ticks show what holds now; other stored fields stay closed until they are replaced.
		const value = isNew ? (key === SUGGESTED ? newToken() : standard) : options ? (stored ?? standard) : null;
		if (value) values[credentialKey(key)] = value;
	}
	return values;
}

function said(fields: Readonly<Record<string, string>>): FormErrors {
	return Object.fromEntries(Object.entries(fields).map(([key, words]) => [key, { said: words }]));
}
