import { AlarmClock, ArrowLeft, CircleAlert } from 'lucide';
import { useState } from 'preact/hooks';
import { audienceOf, isOver } from '../../../shared/domain/broadcast.ts';
import { formatPlace, type SettingsPlace } from '../../state/settings-place.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import { PageHead } from '../page-head.tsx';
import { Analytics } from './analytics.tsx';
import { AskDialog, type Asked } from './ask-dialog.tsx';
import type { BroadcastParts } from './broadcast-page.tsx';
import styles from './broadcasts.module.css';
import { Numbers } from './numbers.tsx';
import { Progress } from './progress.tsx';
import rehearsalStyles from './rehearsal.module.css';
import { ResultList } from './result-list.tsx';
import { RunButtons } from './run-buttons.tsx';
import { StateBadge } from './state-badge.tsx';
import { soonTime, spanWords, zonedTime } from './times.ts';
import { rateWords, STATE_WORDS } from './words.ts';

export interface RunViewProps extends BroadcastParts {
	readonly broadcast: BroadcastView;
}

/** A broadcast that runs, rests or is over: where it is, its numbers, and the list behind each of them. */
export function RunView({ one, acts, rules, broadcast }: RunViewProps) {
	const { go, place } = useSettings();
	const [asked, setAsked] = useState<Asked | null>(null);
	const { filters } = place.value;
	const isList = filters.bucket !== undefined;
	return (
		<>
			<div class={styles.head}>
				<IconButton
					icon={ArrowLeft}
					label={t('bc_back')}
					test="broadcast-back"
					onClick={() => go({ filters: {} })}
				/>
				<PageHead title={broadcast.plan.name}>
					<StateBadge state={broadcast.state} />
				</PageHead>
			</div>
			<p class="visually-hidden" role="status" data-test="run-status">
				{t(STATE_WORDS[broadcast.state].word)}
			</p>
			<div class={styles.buttons}>
				<RunButtons one={one} acts={acts} rules={rules} broadcast={broadcast} onAsk={setAsked} />
			</div>
			<Pace broadcast={broadcast} />
			<Numbers broadcast={broadcast} />
			{isList ? <ResultList broadcast={broadcast} /> : <Analytics broadcast={broadcast} />}
			{asked && (
				<AskDialog
					asked={asked}
					acts={acts}
					onChanged={one.take}
					onRemoved={() => go({ filters: {} })}
					onClose={() => setAsked(null)}
				/>
			)}
		</>
	);
}

/** Where it is in time, and what it waits for. */
function Pace({ broadcast }: { readonly broadcast: BroadcastView }) {
	const { channels, clock } = useSettings();
	const { plan, state, pause, waiting, startedAt, startedLateMs, endedAt, expectedEndAt, rate } = broadcast;
	const now = clock.now.value;
	const channel = channels.all.value?.find(one => one.id === plan.channelId);
	const facts = [
		channel?.name ?? t('channel_gone'),
		startedAt !== null && t('bc_started_at', { time: zonedTime(startedAt) }),
		startedLateMs !== null && t('bc_started_late', { span: spanWords(startedLateMs) }),
		broadcast.launchedByName !== null && t('bc_launched_by', { name: broadcast.launchedByName }),
		endedAt !== null && t('bc_ended_at', { time: zonedTime(endedAt) }),
		state === 'running' && rate > 0 && rateWords(rate),
		state === 'running' && expectedEndAt !== null && t('bc_ends_at', { time: soonTime(expectedEndAt, now) }),
	].filter(Boolean);
	return (
		<div class={styles.stack}>
			<p class={styles.note}>{facts.join(' · ')}</p>
			{broadcast.parent && <Parent parent={broadcast.parent} />}
			{!isOver(state) && audienceOf(broadcast.counts) > 0 && <Progress broadcast={broadcast} />}
			{pause && (
				<div class={rehearsalStyles.pause} role="alert" data-test="pause">
					<Icon node={CircleAlert} />
					<p>
						{pause.byName === null ? pause.message : t('bc_paused_by', { name: pause.byName })}{' '}
						{pause.byName !== null && pause.reason !== 'person' && pause.message}{' '}
						<span title={exactTime(pause.at)}>{ago(pause.at, now)}</span>
					</p>
				</div>
			)}
			{waiting && (
				<div class={rehearsalStyles.waiting} role="status" data-test="waiting">
					<Icon node={AlarmClock} />
					<p>
						{waiting.message}{' '}
						{waiting.until !== null && t('bc_waits_until', { time: soonTime(waiting.until, now) })}
					</p>
				</div>
			)}
		</div>
	);
}

function Parent({ parent }: { readonly parent: { readonly id: string; readonly name: string } }) {
	const { go } = useSettings();
	const place: SettingsPlace = {
		section: 'broadcasts',
		channelId: null,
		search: '',
		filters: { open: parent.id },
	};
	return (
		<p class={styles.note}>
			<a
				href={formatPlace(place)}
				onClick={event => {
					event.preventDefault();
					go(place);
				}}
			>
				{t('bc_parent', { name: parent.name })}
			</a>
		</p>
	);
}
