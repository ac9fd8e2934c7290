import {
	Download,
	EllipsisVertical,
	OctagonX,
	Pause,
	Play,
	RotateCw,
	ShieldCheck,
	Trash2,
	Users,
} from 'lucide';
import { useState } from 'preact/hooks';
import { possibleActs } from '../../state/broadcast-acts.ts';
import type { BroadcastView, Result } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { plural, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import type { Asked } from './ask-dialog.tsx';
import type { BroadcastParts } from './broadcast-page.tsx';
import styles from './broadcasts.module.css';
import { mayLaunch } from './may.ts';
import { problemWords } from './words.ts';

export interface RunButtonsProps extends BroadcastParts {
	readonly broadcast: BroadcastView;
	readonly onAsk: (asked: Asked) => void;
}

/** What can be done with it now. */
export function RunButtons({ one, acts, rules, broadcast, onAsk }: RunButtonsProps) {
	const { link, go, openTab } = useSettings();
	const [problem, setProblem] = useState<string | null>(null);
	const { id, plan, counts } = broadcast;
	const possible = possibleActs(broadcast);
	const busy = acts.busy.value?.id === id ? acts.busy.value.act : null;
	const runs = link.may('broadcasts:run');
	const edits = link.may('broadcasts:edit');
	const told = <T,>(answer: Result<T>, then: (value: T) => void) => {
		setProblem(answer.ok ? null : problemWords(answer.error));
		if (answer.ok) then(answer.value);
	};
	const move = async (what: 'pause' | 'resume') => told(await acts.move(what, id), one.take);
	const report = async (kind: 'recipients' | 'proof') =>
		told(await acts.report(id, kind), ({ url }) => openTab(url));
	const retry = async () =>
		told(await acts.derive(id, 'failed', 'same'), made => go({ search: '', filters: { open: made.id } }));
	const exports = link.may('contacts:export');
	const items: (MenuItem | false)[] = [
		exports && {
			id: 'report',
			label: t('bc_report'),
			detail: t('bc_report_help'),
			icon: Download,
			test: 'report-recipients',
			onSelect: () => void report('recipients'),
		},
		exports && {
			id: 'proof',
			label: t('bc_proof'),
			detail: t('bc_proof_help'),
			icon: ShieldCheck,
			test: 'report-proof',
			onSelect: () => void report('proof'),
		},
		possible.remove &&
			edits && {
				id: 'remove',
				label: t('bc_remove'),
				icon: Trash2,
				test: 'run-remove',
				onSelect: () => onAsk({ act: 'remove', broadcast }),
			},
	];
	return (
		<>
			{possible.resume && mayLaunch(link, rules.current.value.value) && (
				<Button
					look="primary"
					icon={Play}
					busy={busy === 'resume'}
					test="run-resume"
					onClick={() => void move('resume')}
				>
					{t('bc_resume')}
				</Button>
			)}
			{possible.pause && runs && (
				<Button icon={Pause} busy={busy === 'pause'} test="run-pause" onClick={() => void move('pause')}>
					{t('bc_pause')}
				</Button>
			)}
			{possible.cancel && runs && (
				<Button
					icon={OctagonX}
					busy={busy === 'cancel'}
					test="run-cancel"
					onClick={() => onAsk({ act: 'cancel', broadcast })}
				>
					{t('bc_cancel_act')}
				</Button>
			)}
			{edits && counts.failed > 0 && (
				<Button icon={RotateCw} busy={busy === 'derive'} test="retry-failed" onClick={() => void retry()}>
					{plural('bc_retry_failed', counts.failed)}
				</Button>
			)}
			{edits && (
				<Button icon={Users} test="run-retarget" onClick={() => onAsk({ act: 'retarget', broadcast })}>
					{t('bc_retarget')}
				</Button>
			)}
			<Menu
				label={t('bc_menu', { name: plan.name })}
				test="run-menu"
				buttonClass={styles.dots}
				items={items.filter(item => item !== false)}
			>
				<Icon node={EllipsisVertical} />
			</Menu>
			{problem && (
				<p class={styles.problem} role="alert" data-test="run-problem">
					{problem}
				</p>
			)}
		</>
	);
}
