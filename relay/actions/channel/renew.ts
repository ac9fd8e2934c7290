import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { DAY_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import { raiseAlert } from '../alert/raise.ts';
import { once, type Parts, within } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { forgetAuthorizations } from './authorizations.ts';
import { changeChannel } from './change.ts';
import { eachChannel } from './each.ts';
import { pauseChannel } from './pause.ts';
import { lastFours, sealAll } from './seal.ts';

const RENEW_LIMIT_MS = 20 * SECOND_MS;
/** Credentials that cannot be renewed are told of at once, and once more when they end within so many days. */
const LAST_CALL_MS = 2 * DAY_MS;

/**
 * Renews what is due of all channels. What the provider refuses is told to managers, and a channel whose credentials have
 * ended is paused. A provider that cannot be reached is asked again at the next round.
 */
export async function renewCredentials(parts: Parts): Promise<void> {
	await forgetAuthorizations(parts);
	await eachChannel(parts, 'renewing credentials', async channel => {
		if (channel.connection.renewal)
			await once(parts, `renew:${channel.row.id}`, () => renewOne(parts, channel));
	});
}

async function renewOne(parts: Parts, channel: LiveChannel): Promise<void> {
	const { renewal } = channel.connection;
	const now = parts.now();
	if (!renewal || renewal.dueAt === null || renewal.dueAt > now) return;
	const channelId = channel.row.id;
	if (renewal.endsAt !== null && renewal.endsAt <= now)
		return pauseChannel(parts, channelId, 'credentials-refused');
	try {
		await keep(parts, channel, await renewal.renew(now, within(parts, RENEW_LIMIT_MS)));
		parts.log.info({ channelId }, 'a channel’s credentials were renewed');
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		parts.log.warn({ channelId, code: error.code }, 'a channel’s credentials could not be renewed');
		if (error.rule.retry !== 'auto' && error.rule.outcome === 'not-sent')
			await tell(parts, channel, error, renewal.endsAt);
	}
}

/** Keeps new credentials, unless a person gave others while the provider was being asked. */
async function keep(
	parts: Parts,
	channel: LiveChannel,
	renewed: Readonly<Record<string, string>>,
): Promise<void> {
	const isSecret = (key: string) => channel.provider.fields.some(field => field.key === key && field.secret);
	const secret = Object.fromEntries(Object.entries(renewed).filter(([key]) => isSecret(key)));
	const plain = Object.fromEntries(Object.entries(renewed).filter(([key]) => !isSecret(key)));
	for (const value of Object.values(secret)) parts.log.hide(value);
	await changeChannel(parts, channel.row.id, row => {
		const isSame = Object.entries(channel.row.secrets).every(([key, sealed]) => row.secrets[key] === sealed);
		if (!isSame || row.provider !== channel.row.provider) return;
		Object.assign(row.secrets, sealAll(parts, secret));
		Object.assign(row.lastFour, lastFours(secret));
		Object.assign(row.plain, plain);
	});
}

/** Raises one alert for the refusal, and another when the end is near; not one with every round. */
async function tell(
	parts: Parts,
	channel: LiveChannel,
	error: DeliveryError,
	endsAt: number | null,
): Promise<void> {
	const { id: channelId, name } = channel.row;
	const isNear = endsAt !== null && endsAt - parts.now() <= LAST_CALL_MS;
	const end = endsAt === null ? 'soon' : `on ${new Date(endsAt).toISOString().slice(0, 10)}`;
	// The day tells this refusal from one of an access that was renewed or given anew since.
	const title = isNear
		? `${name}: the access ends ${end}`
		: `${name}: the access that ends ${end} was not renewed`;
	const told = await parts.store.alerts.list(false);
	if (told.some(alert => alert.channelId === channelId && alert.title === title)) return;
	const code = error.providerCode ? ` (${error.providerCode})` : '';
	const changes = new Changes();
	await parts.store.transaction(tx =>
		raiseAlert(
			{ parts, tx, changes },
			{
				severity: isNear ? 'bad' : 'warning',
				title,
				text: `${channel.provider.name} refused to renew the access${code}. It ends ${end}; then nothing is sent or received. Open the channel’s settings and press Authorize again.`,
				channelId,
				template: null,
				action: { page: 'channels' },
			},
		),
	);
	await changes.publish(parts.bus);
}
