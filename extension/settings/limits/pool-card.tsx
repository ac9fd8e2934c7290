import { isUnlimited, progressOf } from '../../../shared/domain/limits.ts';
import { isFull, type Limits } from '../../state/limits.ts';
import type { PoolView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber, plural, t, textLocale } from '../../ui/text.ts';
import { clockTime, dayKey, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import styles from './limits.module.css';
import { Meter } from './meter.tsx';
import { PoolChannelRow } from './pool-channel.tsx';

export interface PoolCardProps {
	readonly pool: PoolView;
	readonly limits: Limits;
	/** Opens the dialog over its name and channels. */
	readonly onChange: () => void;
}

/** One limit: how much of it is used, what the next one needs, and the channels that share it. */
export function PoolCard({ pool, limits, onChange }: PoolCardProps) {
	const { link } = useSettings();
	const isJoined = pool.channels.length > 1;
	return (
		<li class={styles.pool} data-test="pool" data-id={pool.id}>
			<div class={styles.top}>
				<h2 class={styles.name}>{pool.name}</h2>
				{isFull(pool) && <Badge tone="bad">{t('limit_full')}</Badge>}
				{isJoined && link.may('channels:manage') && (
					<Button look="link" test="pool-change" onClick={onChange}>
						{t('limit_change')}
					</Button>
				)}
			</div>
			<p class={styles.tier} data-test="pool-tier">
				{tierWords(pool)}
			</p>
			<div class={styles.meters}>
				<Used pool={pool} />
				<NextTier pool={pool} />
			</div>
			<ul class={styles.channels}>
				{pool.channels.map(channel => (
					<PoolChannelRow key={channel.channelId} channel={channel} limits={limits} joined={isJoined} />
				))}
			</ul>
		</li>
	);
}

function tierWords({ tier, limit }: PoolView): string {
	if (isUnlimited(tier)) return t('limit_tier_none');
	if (limit !== null) return plural('limit_tier', limit);
	if (tier === null || tier === 'TIER_NOT_SET') return t('limit_tier_unknown');
	return t('limit_tier_raw', { tier });
}

function Used({ pool }: { readonly pool: PoolView }) {
	const { clock } = useSettings();
	const { limit, used24h, freeAt } = pool;
	if (limit === null) return <p class={styles.quiet}>{plural('limit_used_free', used24h)}</p>;
	const share = limit === 0 ? 1 : used24h / limit;
	return (
		<Meter
			label={t('limit_used')}
			words={t('limit_of', { count: formatNumber(used24h), limit: formatNumber(limit) })}
			share={share}
			tone={isFull(pool) ? 'bad' : share >= 0.8 ? 'warn' : 'plain'}
			test="pool-used"
		>
			{freeAt !== null && (
				<span title={exactTime(freeAt)}>
					{t(isFull(pool) ? 'limit_full_until' : 'limit_room_at', { time: soon(freeAt, clock.now.value) })}
				</span>
			)}
		</Meter>
	);
}

function NextTier({ pool: { limit, used7d, nextTierNeeds } }: { readonly pool: PoolView }) {
	if (nextTierNeeds === null) return null;
	const { share, reached } = progressOf({ limit, used7d });
	return (
		<Meter
			label={t('limit_next')}
			words={t('limit_of_needed', { count: formatNumber(used7d), limit: formatNumber(nextTierNeeds) })}
			share={share}
			tone={reached ? 'good' : 'plain'}
			test="pool-next"
		>
			{t(reached ? 'limit_next_reached' : 'limit_next_help')}
		</Meter>
	);
}

/** "14:20", with its weekday when that is not today. */
function soon(at: number, now: number): string {
	if (dayKey(at) === dayKey(now)) return clockTime(at);
	const style = { weekday: 'long', hour: 'numeric', minute: '2-digit' } as const;
	return new Intl.DateTimeFormat(textLocale(), style).format(at);
}
