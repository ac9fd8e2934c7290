import { mergeStanding, type StandingChange, standingChanges } from '../../../shared/domain/standing.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StandingReport } from '../../providers/abilities.ts';
import type { StoreParts } from '../../store/store.ts';
import { raiseAlert } from '../alert/raise.ts';
import type { Parts } from '../parts.ts';
import type { Changes } from '../webhook/changes.ts';

const TITLES: Record<StandingChange['what'], string> = {
	tier: 'messaging limit changed',
	quality: 'quality changed',
	'number-status': 'number status changed',
	throughput: 'speed changed',
	'verified-name': 'name changed',
	restriction: 'restriction changed',
	paid: 'payment',
};

/** Keeps what was told of a channel's number at a time, and raises an alert for each change that matters. */
export async function takeReport(
	{ parts, tx, channel, changes }: { parts: Parts; tx: StoreParts; channel: LiveChannel; changes: Changes },
	report: StandingReport,
	at: number,
): Promise<void> {
	const before = await tx.standings.get(channel.row.id);
	const after = mergeStanding(before, report, at);
	await tx.standings.put(channel.row.id, after);
	const news = standingChanges(before, after);
	for (const change of news) {
		await raiseAlert(
			{ parts, tx, changes },
			{
				severity: change.severity,
				title: `${channel.row.name}: ${TITLES[change.what]}`,
				text: change.sentence,
				channelId: channel.row.id,
				template: null,
				action: { page: 'limits' },
			},
		);
	}
	changes.afterwards(() => parts.bus.publish('limit:changed', { channelId: channel.row.id }));
}
