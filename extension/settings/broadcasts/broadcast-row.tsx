import {
	Copy,
	Download,
	EllipsisVertical,
	FolderOpen,
	OctagonX,
	Pause,
	Play,
	Rocket,
	Trash2,
	Users,
} from 'lucide';
import { audienceOf, countIn, isEditable } from '../../../shared/domain/broadcast.ts';
import { type BroadcastActs, possibleActs } from '../../state/broadcast-acts.ts';
import type { Source } from '../../state/loaded.ts';
import { formatPlace, type SettingsPlace } from '../../state/settings-place.ts';
import type { BroadcastView, Result, RulesView } from '../../state/views.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import { exactTime } from '../../ui/time.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import type { Asked } from './ask-dialog.tsx';
import styles from './broadcasts.module.css';
import { mayLaunch } from './may.ts';
import { Progress } from './progress.tsx';
import { StateBadge } from './state-badge.tsx';
import { zonedTime } from './times.ts';
import { problemWords } from './words.ts';

export interface BroadcastRowProps {
	readonly broadcast: BroadcastView;
	readonly acts: BroadcastActs;
	readonly rules: Source<RulesView>;
	readonly onChanged: (broadcast: BroadcastView) => void;
	/** Something that is asked about before it is done. */
	readonly onAsk: (asked: Asked) => void;
}

/** One broadcast of the list. */
export function BroadcastRow(props: BroadcastRowProps) {
	const { broadcast } = props;
	const { channels, go } = useSettings();
	const { id, plan, state, counts, startedAt } = broadcast;
	const place: SettingsPlace = {
		section: 'broadcasts',
		channelId: null,
		search: '',
		filters: { open: id },
	};
	const startAt = startedAt ?? plan.startAt;
	const channel = channels.all.value?.find(one => one.id === plan.channelId);
	return (
		<tr data-test="broadcast-row" data-id={id}>
			<td class={styles.name}>
				<a
					href={formatPlace(place)}
					data-test="broadcast-open"
					onClick={event => {
						event.preventDefault();
						go(place);
					}}
				>
					{plan.name}
				</a>
				<p class={styles.meta}>{channel?.name ?? t('channel_gone')}</p>
			</td>
			<td class={styles.stateCell}>
				<StateBadge state={state} />
				{(state === 'running' || state === 'paused') && <Progress broadcast={broadcast} />}
				{startAt !== null && (
					<p class={styles.meta} title={exactTime(startAt)}>
						{t(startedAt === null ? 'bc_starts_at' : 'bc_started_at', { time: zonedTime(startAt) })}
					</p>
				)}
			</td>
			<td data-align="end">{formatNumber(audienceOf(counts))}</td>
			{(['sent', 'delivered', 'read', 'failed'] as const).map(bucket => (
				<td key={bucket} data-align="end">
					{startedAt === null ? '–' : formatNumber(countIn(counts, bucket) ?? 0)}
				</td>
			))}
			<td class={styles.act}>
				<RowMenu {...props} />
			</td>
		</tr>
	);
}

function RowMenu({ broadcast, acts, rules, onChanged, onAsk }: BroadcastRowProps) {
	const { link, go, openTab } = useSettings();
	const { id, plan, state } = broadcast;
	const possible = possibleActs(broadcast);
	const launches = mayLaunch(link, rules.current.value.value);
	const runs = link.may('broadcasts:run');
	const edits = link.may('broadcasts:edit');
	const open = (filters: SettingsPlace['filters'] = {}) =>
		go({ search: '', filters: { open: id, ...filters } });
	const told = <T,>(answer: Result<T>, then: (value: T) => void) => {
		if (answer.ok) then(answer.value);
		else showToast(problemWords(answer.error));
	};
	const move = (what: 'pause' | 'resume') => void acts.move(what, id).then(answer => told(answer, onChanged));
	const items: (MenuItem | false)[] = [
		{ id: 'open', label: t('bc_open'), icon: FolderOpen, onSelect: () => open() },
		possible.launch &&
			launches && {
				id: 'launch',
				label: t('bc_rehearse_launch'),
				icon: Rocket,
				test: 'row-launch',
				onSelect: () => open({ tab: 'rehearsal' }),
			},
		possible.pause &&
			runs && {
				id: 'pause',
				label: t(state === 'scheduled' ? 'bc_unschedule' : 'bc_pause'),
				icon: Pause,
				test: 'row-pause',
				onSelect: () => move('pause'),
			},
		possible.resume &&
			launches && {
				id: 'resume',
				label: t('bc_resume'),
				icon: Play,
				test: 'row-resume',
				onSelect: () => move('resume'),
			},
		possible.cancel &&
			runs && {
				id: 'cancel',
				label: t('bc_cancel_act'),
				icon: OctagonX,
				test: 'row-cancel',
				onSelect: () => onAsk({ act: 'cancel', broadcast }),
			},
		edits && {
			id: 'copy',
			label: t('bc_copy'),
			icon: Copy,
			test: 'row-copy',
			onSelect: () =>
				void acts
					.derive(id, 'all', 'same')
					.then(answer => told(answer, made => go({ search: '', filters: { open: made.id } }))),
		},
		edits &&
			!isEditable(state) && {
				id: 'retarget',
				label: t('bc_retarget'),
				icon: Users,
				test: 'row-retarget',
				onSelect: () => onAsk({ act: 'retarget', broadcast }),
			},
		possible.report &&
			link.may('contacts:export') && {
				id: 'report',
				label: t('bc_report'),
				icon: Download,
				test: 'row-report',
				onSelect: () =>
					void acts.report(id, 'recipients').then(answer => told(answer, ({ url }) => openTab(url))),
			},
		possible.remove &&
			edits && {
				id: 'remove',
				label: t('bc_remove'),
				icon: Trash2,
				test: 'row-remove',
				onSelect: () => onAsk({ act: 'remove', broadcast }),
			},
	];
	return (
		<Menu
			label={t('bc_menu', { name: plan.name })}
			test="broadcast-menu"
			buttonClass={styles.dots}
			items={items.filter(item => item !== false)}
		>
			<Icon node={EllipsisVertical} />
		</Menu>
	);
}
