import { formatMoney } from '../../shared/domain/pricing.ts';
import type { MessageView } from '../state/views.ts';
import { categoryWord } from '../ui/category.ts';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { t, textLocale } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import styles from './message-details.module.css';

export interface MessageDetailsProps {
	readonly message: MessageView;
	readonly onClose: () => void;
}

/** When a message was written, sent, delivered and read, by whom, and what it cost. */
export function MessageDetails({ message, onClose }: MessageDetailsProps) {
	const { sending } = useSidebar();
	const reports = sending.capabilities.value?.reports;
	const { times, author, content, cost, at } = message;
	const moments = [
		[t('details_sent'), times.sentAt],
		[t('details_delivered'), times.deliveredAt],
		[t('details_read'), times.readAt],
		[t('details_failed'), times.failedAt],
	] as const;
	return (
		<Dialog title={t('details_title')} onClose={onClose} test="message-details">
			<dl class={styles.facts}>
				<Fact name={t('details_written')} value={exactTime(at)} />
				{author && <Fact name={t('details_author')} value={author.name} />}
				{moments.map(
					([name, moment]) => moment !== null && <Fact key={name} name={name} value={exactTime(moment)} />,
				)}
				{content.kind === 'template' && (
					<Fact
						name={t('template')}
						value={`${content.name} · ${content.language} · ${categoryWord(content.category)}`}
					/>
				)}
				{cost && <Fact name={t('details_cost')} value={costOf(cost)} help={t('details_cost_help')} />}
			</dl>
			{reports !== undefined && reports !== 'delivered-and-read' && message.status !== 'failed' && (
				<p class={classes(styles.help, styles.reports)} data-test="details-reports">
					{t(reports === 'none' ? 'details_only_sent' : 'details_only_read')}
				</p>
			)}
		</Dialog>
	);
}

function costOf({ amount, currency, billable, category }: NonNullable<MessageView['cost']>): string {
	const word = category === null ? '' : ` · ${categoryWord(category)}`;
	if (billable === false || amount === 0) return `${t('details_free')}${word}`;
	return `${amount === null ? t('details_no_rate') : formatMoney(amount, currency, textLocale())}${word}`;
}

interface FactProps {
	readonly name: string;
	readonly value: string;
	readonly help?: string;
}

function Fact({ name, value, help }: FactProps) {
	return (
		<div class={styles.fact}>
			<dt>{name}</dt>
			<dd>
				{value}
				{help && <p class={styles.help}>{help}</p>}
			</dd>
		</div>
	);
}
