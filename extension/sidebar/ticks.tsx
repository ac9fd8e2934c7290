import { Check, CheckCheck, CircleAlert, CircleQuestionMark, Clock, type IconNode } from 'lucide';
import type { MessageView } from '../state/views.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { type TextKey, t } from '../ui/text.ts';
import styles from './ticks.module.css';

type Status = MessageView['status'];

const TICKS: Record<Status, { readonly icon: IconNode; readonly word: TextKey }> = {
	queued: { icon: Clock, word: 'status_queued' },
	unknown: { icon: CircleQuestionMark, word: 'status_unknown' },
	sent: { icon: Check, word: 'status_sent' },
	failed: { icon: CircleAlert, word: 'status_failed' },
	delivered: { icon: CheckCheck, word: 'status_delivered' },
	read: { icon: CheckCheck, word: 'status_read' },
};

/** How far an outbound message has come: the signs that everybody knows, each with its word. */
export function Ticks({ status, title }: { readonly status: Status; readonly title?: string }) {
	const { icon, word } = TICKS[status];
	return (
		<span
			class={classes(styles.ticks, styles[status])}
			role="img"
			aria-label={t(word)}
			title={title ?? t(word)}
		>
			<Icon node={icon} size={14} />
		</span>
	);
}
