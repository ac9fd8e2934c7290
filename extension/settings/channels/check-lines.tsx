import { CircleAlert, CircleCheck, type IconNode, TriangleAlert } from 'lucide';
import type { ChannelView, CheckLine } from '../../state/views.ts';
import { Icon } from '../../ui/icon.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import styles from './channel-row.module.css';

const SIGNS: Record<CheckLine['result'], { readonly icon: IconNode; readonly word: TextKey }> = {
	ok: { icon: CircleCheck, word: 'check_ok' },
	warning: { icon: TriangleAlert, word: 'check_warning' },
	failed: { icon: CircleAlert, word: 'check_failed' },
};

export interface CheckLinesProps {
	readonly channel: ChannelView;
	/** All lines are shown, and not only those that are not well. */
	readonly open: boolean;
	readonly onOpen: (open: boolean) => void;
}

/** What the last check found, and when that was. */
export function CheckLines({ channel, open, onOpen }: CheckLinesProps) {
	const { clock } = useSettings();
	const { checks, checkedAt } = channel;
	if (checks.length === 0) return null;
	const bad = checks.filter(line => line.result !== 'ok');
	const shown = open ? checks : bad;
	return (
		<div class={styles.checks}>
			{shown.length > 0 && (
				<ul class={styles.lines}>
					{shown.map((line, index) => (
						<Line key={`${line.check}:${index}`} line={line} />
					))}
				</ul>
			)}
			<p class={styles.checked}>
				{checkedAt !== null && (
					<span title={exactTime(checkedAt)} data-test="checked-at">
						{t(bad.length === 0 ? 'checked_well' : 'checked_at', {
							since: ago(checkedAt, clock.now.value),
						})}
					</span>
				)}
				{checks.length > bad.length && (
					<button
						type="button"
						class={styles.more}
						aria-expanded={open}
						data-test="check-all"
						onClick={() => onOpen(!open)}
					>
						{t(open ? 'checks_fewer' : 'checks_all')}
					</button>
				)}
			</p>
		</div>
	);
}

function Line({ line }: { readonly line: CheckLine }) {
	const { icon, word } = SIGNS[line.result];
	return (
		<li class={styles[line.result]} data-test="check-line" data-check={line.check} data-result={line.result}>
			<span role="img" aria-label={t(word)}>
				<Icon node={icon} size={14} />
			</span>
			<span class={styles.message}>{line.message}</span>
		</li>
	);
}
