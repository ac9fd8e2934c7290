import type { AuthorizationFlow, Authorized } from './providers/abilities.ts';
import type { Http } from './providers/http.ts';
import type { Provider, ProviderChannel } from './providers/provider.ts';
import type { ChannelSettingsRow, Settings } from './settings.ts';
import type { Vault } from './vault.ts';

/** A configured channel with its provider bound to its credentials. */
export interface LiveChannel {
	readonly row: ChannelSettingsRow;
	readonly provider: Provider;
	readonly connection: ProviderChannel;
	readonly webhookSecret: string;
}

/** The channels of the settings, each bound to its provider once and again after a change of its row. */
export interface Channels {
	find(id: string): LiveChannel | null;
	all(): LiveChannel[];
	provider(id: string): Provider | null;
	/** All of them, in the order in which they are offered. */
	providers(): readonly Provider[];
	/** Binds settings that are not stored yet, to try them. */
	bind(
		provider: Provider,
		settings: { credentials: Record<string, string>; apiUrl: string | null; webhookKey: string },
	): ProviderChannel;
	/** Makes credentials of the code that a person brought back from a provider's page. Rejects only with `DeliveryError`. */
	exchange(
		flow: AuthorizationFlow,
		given: Parameters<AuthorizationFlow['exchange']>[0],
		signal: AbortSignal,
	): Promise<Authorized>;
}

export function createChannels(parts: {
	settings: Settings;
	vault: Vault;
	http: Http;
	providers: readonly Provider[];
	hide: (secret: string) => void;
}): Channels {
	const bound = new Map<string, LiveChannel>();
	const provider = (id: string) => parts.providers.find(one => one.id === id) ?? null;

	function live(row: ChannelSettingsRow): LiveChannel | null {
		const known = bound.get(row.id);
		if (known?.row === row) return known;
		const found = provider(row.provider);
		if (!found) return null;
		const secrets = Object.fromEntries(
			Object.entries(row.secrets).map(([key, sealed]) => [key, parts.vault.open(sealed)]),
		);
		const webhookKey = parts.vault.open(row.webhookKey);
		const webhookSecret = parts.vault.open(row.webhookSecret);
		for (const secret of [...Object.values(secrets), webhookKey, webhookSecret]) parts.hide(secret);
		const connection = found.connect(
			{ credentials: { ...row.plain, ...secrets }, apiUrl: row.apiUrl, webhookKey },
			parts.http,
		);
		const made = { row, provider: found, connection, webhookSecret };
		bound.set(row.id, made);
		return made;
	}

	return {
		find(id) {
			const row = parts.settings.data.channels.find(one => one.id === id);
			return row ? live(row) : null;
		},
		all: () => parts.settings.data.channels.map(live).filter(one => one !== null),
		provider,
		providers: () => parts.providers,
		bind: (found, settings) => found.connect(settings, parts.http),
		exchange: (flow, given, signal) => flow.exchange(given, parts.http, signal),
	};
}
