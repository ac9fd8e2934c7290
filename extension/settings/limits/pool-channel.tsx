import { RefreshCw, TriangleAlert } from 'lucide';
import { useState } from 'preact/hooks';
import { restrictionSays } from '../../../shared/domain/standing.ts';
import { adviceOf, type Limits, type PoolChannel, restrictionsAt } from '../../state/limits.ts';
import type { RelayError } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { qualityTone, qualityWord } from '../../ui/template-badges.tsx';
import { plural, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import styles from './limits.module.css';
import { statusWords } from './status-words.ts';

export interface PoolChannelRowProps {
	readonly channel: PoolChannel;
	readonly limits: Limits;
	/** True where it shares the limit with others. */
	readonly joined: boolean;
}

/** How one number stands at the provider, and what to do about it. */
export function PoolChannelRow({ channel, limits, joined }: PoolChannelRowProps) {
	const { clock, link } = useSettings();
	const [busy, setBusy] = useState<'look' | 'out' | null>(null);
	const [problem, setProblem] = useState<RelayError | null>(null);
	const { standing } = channel;
	const now = clock.now.value;
	const act = async (kind: 'look' | 'out', answer: () => Promise<RelayError | null>) => {
		setBusy(kind);
		setProblem(await answer());
		setBusy(null);
	};
	return (
		<li class={styles.channel} data-test="pool-channel" data-id={channel.channelId}>
			<div class={styles.top}>
				<h3 class={styles.channelName}>{channel.name}</h3>
				<Badge tone={qualityTone(standing.quality ?? 'unknown')}>
					{t('limit_quality', { quality: qualityWord(standing.quality ?? 'unknown') })}
				</Badge>
				{standing.numberStatus !== null && (
					<Badge tone={statusWords(standing.numberStatus).tone}>
						{statusWords(standing.numberStatus).words}
					</Badge>
				)}
			</div>
			<Facts channel={channel} shared={joined} />
			<ul class={styles.advice}>
				{restrictionsAt(standing, now).map(({ type, until }) => (
					<li key={type} class={styles.bad} data-test="restriction">
						<Icon node={TriangleAlert} size={14} />
						<span>
							{restrictionSays(type)}{' '}
							{until === null
								? t('limit_restricted_open')
								: t('limit_restricted_until', { time: exactTime(until) })}
						</span>
					</li>
				))}
				{adviceOf(channel).map(sentence => (
					<li key={sentence} data-test="advice">
						<Icon node={TriangleAlert} size={14} />
						<span>{sentence}</span>
					</li>
				))}
			</ul>
			{problem && (
				<p class={styles.problem} role="alert" data-test="look-problem">
					{problem.code === 'offline' ? t('open_offline') : problem.message}
				</p>
			)}
			<div class={styles.acts}>
				<Button
					icon={RefreshCw}
					busy={busy === 'look'}
					test="limit-look"
					onClick={() => void act('look', () => limits.look(channel.channelId))}
				>
					{t('limit_look')}
				</Button>
				{joined && link.may('channels:manage') && (
					<Button
						look="quiet"
						busy={busy === 'out'}
						test="pool-take-out"
						onClick={() => void act('out', () => limits.takeOut(channel))}
					>
						{t('limit_take_out')}
					</Button>
				)}
				<span class={styles.quiet}>
					{standing.reportedAt === null ? (
						t('limit_never_heard')
					) : (
						<span title={exactTime(standing.reportedAt)}>
							{t('limit_heard', { when: ago(standing.reportedAt, now) })}
						</span>
					)}
				</span>
			</div>
		</li>
	);
}

function Facts({ channel, shared }: { readonly channel: PoolChannel; readonly shared: boolean }) {
	const { throughput, verifiedName } = channel.standing;
	const facts = [
		verifiedName !== null && ([t('limit_verified_name'), verifiedName] as const),
		throughput !== null && ([t('limit_throughput'), plural('limit_per_second', throughput)] as const),
		shared && ([t('limit_own_use'), plural('limit_people', channel.used24h)] as const),
	].filter(fact => fact !== false);
	if (facts.length === 0) return null;
	return (
		<dl class={styles.facts}>
			{facts.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
