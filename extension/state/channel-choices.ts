import type { ChannelKind, PartnerView } from '../../shared/contract/channel-views.ts';
import type { UserView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

/** What a channel's form chooses from. */
export interface ChannelChoices {
	readonly kinds: readonly ChannelKind[];
	readonly users: readonly UserView[];
}

/** Reads what can be connected and who can be responsible. */
export function createChannelChoices(
	port: Pick<RelayPort, 'call' | 'connection' | 'on' | 'onConnection'>,
): Source<ChannelChoices> {
	return createSource<ChannelChoices>(port, [], async () => {
		const [kinds, users] = await Promise.all([port.call('channel:kinds', {}), port.call('user:list', {})]);
		if (!kinds.ok) return kinds;
		// Without the people a channel can be connected all the same.
		return { ok: true, value: { kinds: kinds.value.kinds, users: users.ok ? users.value.users : [] } };
	});
}

/** Reads what there is of partner access; `value.partner` is null for none. */
export function createPartner(
	port: Pick<RelayPort, 'call' | 'connection' | 'on' | 'onConnection'>,
): Source<{ readonly partner: PartnerView | null }> {
	return createSource(port, [], () => port.call('channel:partner', {}));
}

/** A number of the partner account. */
export interface PartnerNumber {
	readonly channelId: string;
	readonly phone: string;
	readonly name: string | null;
	/** Why it cannot be used yet; null when it can. */
	readonly waitsFor: string | null;
}

/** Reads the partner account's numbers; none where there is no partner access. */
export function createPartnerNumbers(
	port: Pick<RelayPort, 'call' | 'connection' | 'on' | 'onConnection'>,
): Source<{ readonly numbers: readonly PartnerNumber[] }> {
	return createSource(port, [], () => port.call('channel:partner-numbers', {}));
}
