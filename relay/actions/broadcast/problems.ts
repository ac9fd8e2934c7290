import type { RehearsalView } from '../../../shared/contract/broadcast-views.ts';
import { audienceOf } from '../../../shared/domain/broadcast.ts';
import { afterRefusal } from '../../../shared/domain/broadcast-outcome.ts';
import { nextInPeriod } from '../../../shared/domain/send-period.ts';
import { checkSend } from '../../../shared/domain/send-rules.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import { placeTime } from '../../../shared/lib/calendar.ts';
import { dayText } from '../../../shared/lib/local-time.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { sendFactsOf } from '../send/outlook.ts';
import { fillBase, nobody, prepareBase, withStandIns } from './content.ts';

type Problem = RehearsalView['problems'][number];

/** What stands in the way of all of a broadcast, whoever its recipients are. Empty when it may be launched. */
export async function launchProblems(
	parts: Parts,
	tx: StoreParts,
	broadcast: StoredBroadcast,
): Promise<Problem[]> {
	const { plan } = broadcast;
	const counts = (await tx.broadcasts.counts([broadcast.id])).get(broadcast.id);
	const problems: Problem[] = [];
	if (!counts || audienceOf(counts) === 0)
		problems.push({ message: 'There are no recipients. Add some first.', field: 'recipients' });
	problems.push(...(await contentProblems(parts, tx, plan.channelId, plan.content, '')));
	if (plan.fallback)
		problems.push(
			...(await contentProblems(parts, tx, plan.fallback.channelId, plan.fallback.content, 'fallback.')),
		);
	return [...problems, ...timeProblems(parts, broadcast)];
}

function timeProblems(parts: Parts, { plan }: StoredBroadcast): Problem[] {
	const now = parts.now();
	const { scheduleDays, zone } = parts.settings.data.rules;
	const { startAt, period } = plan;
	if (startAt !== null && startAt > now + scheduleDays * DAY_MS)
		return [
			{
				message: `The start is more than ${scheduleDays} days ahead. Choose an earlier time, or ask an owner to raise the limit in the rules.`,
				field: 'startAt',
			},
		];
	const first = nextInPeriod(period, zone, Math.max(now, startAt ?? now));
	if (first === null && period.from !== null && dayText(placeTime(now, zone)) < period.from)
		return [
			{
				message:
					'No time within the period is near enough to its first day. Choose another first day, days or hours.',
				field: 'period.from',
			},
		];
	if (first === null)
		return [
			{
				message: 'The period is over before the broadcast could begin. Choose a later last day.',
				field: 'period.to',
			},
		];
	return [];
}

/** What stands in the way of a content on a channel, whoever gets it. */
export async function contentProblems(
	parts: Parts,
	tx: StoreParts,
	channelId: string,
	content: StoredBroadcast['plan']['content'],
	prefix: string,
): Promise<Problem[]> {
	const channel = parts.channels.find(channelId);
	if (!channel) return [{ message: 'The channel was removed. Choose another.', field: `${prefix}channelId` }];
	if (channel.row.state !== 'active')
		return [
			{
				message: `${channel.row.name} does not send now: ${channel.row.problem ?? 'it is switched off.'}`,
				field: `${prefix}channelId`,
			},
		];
	const prepared = await prepareBase(tx, channel, content, `${prefix}content`);
	if ('unready' in prepared) return [{ message: prepared.unready.message, field: prepared.unready.field }];
	const general = withStandIns(prepared.base, nobody(parts));
	if ('problem' in general) return [{ message: general.problem, field: `${prefix}content` }];
	// Somebody nobody knows, whom nothing stands in the way of: what is refused now is refused to everybody.
	const filled = fillBase(general.base, null);
	const [outlook] = await sendFactsOf(parts, tx, channel, [
		{ contactId: null, conversation: null, to: null },
	]);
	if (!outlook || filled.outgoing === null) return [];
	const verdict = checkSend({
		capabilities: channel.provider.capabilities,
		window: messagingWindow({
			channelType: channel.row.type,
			lastInboundAt: prepared.base.kind === 'template' ? null : parts.now(),
			now: parts.now(),
		}),
		outlook,
		channelState: channel.row.state,
		reachable: true,
		begun: true,
		now: parts.now(),
		outgoing: filled.outgoing,
	});
	if (verdict.allowed) return [];
	const concerns =
		afterRefusal(verdict).does === 'pause' || ['parameters', 'too-long', 'empty'].includes(verdict.refusal);
	if (!concerns) return [];
	const slot = verdict.problems[0]?.slot ?? null;
	return [
		{
			message: verdict.message,
			field: slot === null ? `${prefix}content` : `${prefix}content.parameters.${slot}`,
		},
	];
}
