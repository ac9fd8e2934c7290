import { Rocket } from 'lucide';
import { useState } from 'preact/hooks';
import { isTypedCount, TYPED_ABOVE } from '../../state/broadcast-rehearsal.ts';
import type { BroadcastView, RehearsalView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import type { BroadcastParts } from './broadcast-page.tsx';
import styles from './broadcasts.module.css';
import { mayLaunch } from './may.ts';
import rehearsalStyles from './rehearsal.module.css';
import { soonTime, zonedTime } from './times.ts';
import { problemWords, roughMoney } from './words.ts';

export interface LaunchProps extends BroadcastParts {
	readonly broadcast: BroadcastView;
	readonly rehearsal: RehearsalView;
}

/** Begins it. The button says what happens; a large audience is typed, so that it was read. */
export function Launch({ one, acts, rules, broadcast, rehearsal }: LaunchProps) {
	const { link, clock } = useSettings();
	const [typed, setTyped] = useState('');
	const [problem, setProblem] = useState<string | null>(null);
	const { problems, sends, cost, startsAt, endsAt } = rehearsal;
	const move = async (what: 'launch' | 'pause') => {
		const answer = await acts.move(what, broadcast.id);
		setProblem(answer.ok ? null : problemWords(answer.error));
		if (answer.ok) one.take(answer.value);
	};
	if (broadcast.state === 'scheduled') {
		return (
			<div class={rehearsalStyles.launch}>
				<p role="status" data-test="launched">
					{t('bc_is_scheduled', { time: zonedTime(broadcast.plan.startAt ?? startsAt) })}
				</p>
				{problem && (
					<p class={styles.problem} role="alert">
						{problem}
					</p>
				)}
				{link.may('broadcasts:run') && (
					<Button test="unschedule" onClick={() => void move('pause')}>
						{t('bc_unschedule')}
					</Button>
				)}
			</div>
		);
	}
	if (!mayLaunch(link, rules.current.value.value)) {
		return (
			<p class={styles.note} data-test="four-eyes">
				{t('bc_four_eyes')}
			</p>
		);
	}
	const mustType = sends > TYPED_ABOVE;
	const isReady = problems.length === 0 && sends > 0 && (!mustType || isTypedCount(typed, sends));
	const isLater = broadcast.plan.startAt !== null;
	const now = clock.now.value;
	const words = [
		isLater
			? plural('bc_schedule_for', sends, { time: soonTime(startsAt, now) })
			: plural('bc_send_to', sends),
		cost && t('bc_cost_about', { amount: roughMoney(cost.amount, cost.currency) }),
		t('bc_ends_at', { time: soonTime(endsAt, now) }),
	].filter(Boolean);
	return (
		<form
			class={rehearsalStyles.launch}
			onSubmit={event => {
				event.preventDefault();
				if (isReady) void move('launch');
			}}
		>
			{problem && (
				<p class={styles.problem} role="alert" data-test="launch-refused">
					{problem}
				</p>
			)}
			{mustType && problems.length === 0 && (
				<TextField
					label={t('bc_type_count', { count: formatNumber(sends) })}
					value={typed}
					exact
					test="launch-count"
					onInput={setTyped}
				/>
			)}
			<div>
				<Button
					type="submit"
					look="primary"
					icon={Rocket}
					disabled={!isReady}
					busy={acts.busy.value?.id === broadcast.id && acts.busy.value.act === 'launch'}
					test="launch"
				>
					{words.join(', ')}
				</Button>
			</div>
			{problems.length > 0 && <p class={styles.meta}>{t('bc_launch_blocked')}</p>}
		</form>
	);
}
