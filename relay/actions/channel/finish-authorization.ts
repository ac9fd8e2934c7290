import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { AuthorizationFlow } from '../../providers/abilities.ts';
import type { Provider } from '../../providers/provider.ts';
import { sameSecret } from '../../providers/signature.ts';
import type { AuthorizationRow } from '../../settings.ts';
import { once, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { findAuthorization, openedCredentials } from './authorizations.ts';
import { sealAll } from './seal.ts';

/** What a person's browser brings back from the provider's page. */
export interface Returned {
	/** The provider in the path that it came to. */
	readonly provider: string;
	readonly state: string;
	readonly code: string | null;
	/** The provider's word for a refusal, and its sentence. */
	readonly error: string | null;
	readonly description: string | null;
}

/** What the person is shown who came back. */
export type Finished =
	| { readonly state: 'done'; readonly address: string; readonly problems: readonly string[] }
	| { readonly state: 'refused'; readonly problem: string };

/**
 * Ends an authorisation with what came back, and tells the settings page. Whoever does not know the state, or brings it a
 * second time, changes nothing.
 */
export async function finishAuthorization(parts: Parts, returned: Returned): Promise<Finished> {
	const [id = '', secret = ''] = returned.state.split('.');
	const row = findAuthorization(parts, id);
	const provider = row ? parts.channels.provider(row.provider) : null;
	const flow = provider?.authorization;
	const isOurs = row?.provider === returned.provider && sameSecret(secret, parts.vault.open(row.returns));
	if (!row || !provider || !flow || !isOurs) {
		return refused(
			'This page belongs to no authorisation that waits here, or to one that is over. Go back to the settings and press Authorize again.',
		);
	}
	if (row.state !== 'waiting')
		return refused('This authorisation has come back already. Go back to the settings.');
	return once(parts, `authorization:${row.id}`, async () => {
		const finished = await exchange(parts, { row, provider, flow }, returned);
		parts.bus.publish('channel:authorized', { authorizationId: row.id });
		return finished;
	});
}

async function exchange(
	parts: Parts,
	{ row, provider, flow }: { row: AuthorizationRow; provider: Provider; flow: AuthorizationFlow },
	{ code, error, description }: Returned,
): Promise<Finished> {
	if (code === null || error !== null) {
		const why =
			error === 'access_denied'
				? `The access was not allowed on ${provider.name}’s page, so nothing was connected. Press Authorize to try again.`
				: `${provider.name}’s page refused: ${description ?? error ?? 'it sent back no code'}. Check the app’s settings there and press Authorize again.`;
		return refuse(parts, row, why);
	}
	try {
		const { credentials, address, problems } = await parts.channels.exchange(
			flow,
			{
				credentials: openedCredentials(parts, row),
				apiUrl: row.apiUrl,
				redirectUrl: row.redirectUrl,
				code,
				now: parts.now(),
			},
			within(parts, PERSON_WAITS_MS),
		);
		const isSecret = (key: string) => provider.fields.some(field => field.key === key && field.secret);
		const brought = Object.entries(credentials);
		const secret = Object.fromEntries(brought.filter(([key]) => isSecret(key)));
		for (const value of Object.values(secret)) parts.log.hide(value);
		await change(parts, row.id, fresh => {
			fresh.state = 'done';
			fresh.address = address;
			fresh.problems = [...problems];
			Object.assign(fresh.secrets, sealAll(parts, secret));
			Object.assign(fresh.plain, Object.fromEntries(brought.filter(([key]) => !isSecret(key))));
		});
		return { state: 'done', address, problems };
	} catch (fault) {
		if (!(fault instanceof DeliveryError)) throw fault;
		parts.log.warn({ provider: provider.id, code: fault.code }, 'an authorisation came to nothing');
		return refuse(parts, row, fault.detail ?? `${fault.rule.sentence} ${fault.rule.nextStep}`);
	}
}

async function change(parts: Parts, id: string, work: (row: AuthorizationRow) => void): Promise<void> {
	await parts.settings.change(data => {
		const row = data.authorizations.find(one => one.id === id);
		if (row) work(row);
	});
}

async function refuse(parts: Parts, row: AuthorizationRow, problem: string): Promise<Finished> {
	await change(parts, row.id, fresh => {
		fresh.state = 'refused';
		fresh.problems = [problem];
	});
	return refused(problem);
}

function refused(problem: string): Finished {
	return { state: 'refused', problem };
}
