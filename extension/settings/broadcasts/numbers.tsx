import type { ComponentChildren } from 'preact';
import { audienceOf, type Bucket } from '../../../shared/domain/broadcast.ts';
import { afterSending, type BucketCount, partsOf } from '../../state/broadcast-numbers.ts';
import { formatPlace, type SettingsPlace } from '../../state/settings-place.ts';
import type { BroadcastView } from '../../state/views.ts';
import { formatNumber, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import styles from './numbers.module.css';
import { BUCKET_WORDS, percent } from './words.ts';

/** Where everybody is, as a sum that adds up to the audience; under it what those who got it did. Each opens its list. */
export function Numbers({ broadcast: { id, plan, counts } }: { readonly broadcast: BroadcastView }) {
	const { channels } = useSettings();
	const type = channels.all.value?.find(one => one.id === plan.channelId)?.type;
	// Telegram tells nothing of delivery or reading: a nought would say that nobody got it.
	const isTold = type !== 'telegram' || plan.fallback !== null;
	const audience = audienceOf(counts);
	const parts = partsOf(counts);
	const sent = parts.find(one => one.bucket === 'sent')?.count ?? 0;
	return (
		<section class={styles.numbers} aria-label={t('bc_numbers_label')}>
			<div class={styles.bar} aria-hidden="true">
				{parts
					.filter(({ count }) => count > 0)
					.map(({ bucket, count }) => (
						<span key={bucket} data-bucket={bucket} style={{ flexGrow: count }} />
					))}
			</div>
			<ul class={styles.parts} data-test="parts">
				{parts.map((one, index) => (
					<Tile key={one.bucket} id={id} one={one} sign={index === 0 ? null : '+'} swatch />
				))}
				<Tile id={id} one={{ bucket: 'all', count: audience }} sign="=" />
			</ul>
			<h2 class={styles.of}>{t('bc_of_sent', { count: formatNumber(sent) })}</h2>
			<ul class={styles.parts}>
				{afterSending(counts)
					.filter(one => isTold || (one.bucket !== 'delivered' && one.bucket !== 'read'))
					.map(one => (
						<Tile key={one.bucket} id={id} one={one} sign={null} share={percent(one.count, sent)} />
					))}
			</ul>
		</section>
	);
}

interface TileProps {
	readonly id: string;
	readonly one: BucketCount;
	/** How it stands to the one before. */
	readonly sign: '+' | '=' | null;
	readonly share?: string;
	/** Shown with its colour of the bar. */
	readonly swatch?: true;
}

function Tile({ id, one: { bucket, count }, sign, share, swatch }: TileProps) {
	return (
		<li>
			{sign && <span class={styles.sign}>{sign}</span>}
			<BucketLink id={id} bucket={bucket} test={`number-${bucket}`}>
				<strong>{formatNumber(count)}</strong>
				<span class={styles.tileName}>
					{swatch && <span class={styles.swatch} data-bucket={bucket} aria-hidden="true" />}
					{t(BUCKET_WORDS[bucket])}
				</span>
				{share && <span class={styles.share}>{share}</span>}
			</BucketLink>
		</li>
	);
}

interface BucketLinkProps {
	readonly id: string;
	readonly bucket: Bucket;
	readonly reason?: string;
	readonly country?: string;
	readonly test: string;
	readonly children: ComponentChildren;
}

/** Leads to the people behind a number. */
export function BucketLink({ id, bucket, reason, country, test, children }: BucketLinkProps) {
	const { go, place } = useSettings();
	const { filters } = place.value;
	const target: SettingsPlace = {
		section: 'broadcasts',
		channelId: null,
		search: '',
		filters: { open: id, bucket, ...(reason && { reason }), ...(country && { country }) },
	};
	const isCurrent = filters.bucket === bucket && filters.reason === reason && filters.country === country;
	return (
		<a
			class={styles.bucket}
			href={formatPlace(target)}
			aria-current={isCurrent ? 'true' : undefined}
			data-test={test}
			onClick={event => {
				event.preventDefault();
				go(target);
			}}
		>
			{children}
		</a>
	);
}
