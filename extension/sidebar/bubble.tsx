import { Forward } from 'lucide';
import type { MessageView } from '../state/views.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/text.ts';
import { clockTime, exactTime } from '../ui/time.ts';
import styles from './bubble.module.css';
import { BubbleActions } from './bubble-actions.tsx';
import { ContentView } from './content-view.tsx';
import { useSidebar } from './context.ts';
import { CommentActions, Referral, TruthLine } from './later.ts';
import { Quote } from './quote.tsx';
import { Ticks } from './ticks.tsx';

export interface BubbleProps {
	readonly message: MessageView;
	readonly first: boolean;
	readonly flash: boolean;
}

/** One message of the conversation. */
export function Bubble({ message, first, flash }: BubbleProps) {
	const { link, acts } = useSidebar();
	const { content, direction, author } = message;
	const marks = {
		'data-test': 'message',
		'data-direction': direction,
		'data-status': message.status,
		'data-kind': content.kind,
		'data-message-id': message.id,
		'data-client-id': message.clientId ?? undefined,
	};
	if (content.kind === 'notice') {
		return (
			<p class={styles.notice} {...marks} title={exactTime(message.at)}>
				{content.text}
			</p>
		);
	}
	const outbound = direction === 'outbound';
	const foreign = outbound && author?.userId !== link.user.value?.id;
	const sticker = content.kind === 'media' && content.mediaKind === 'sticker' && content.state === 'stored';
	return (
		<article
			class={classes(styles.message, outbound ? styles.out : styles.in)}
			aria-label={t(outbound ? 'message_from_us' : 'message_from_contact')}
			{...marks}
		>
			{first && foreign && <p class={styles.author}>{author ? author.name : t('message_from_elsewhere')}</p>}
			<div class={styles.line}>
				<div
					class={classes(
						styles.bubble,
						first && styles.tail,
						sticker && styles.bare,
						flash && styles.flash,
						message.status === 'failed' && styles.failed,
					)}
				>
					{message.forwarded && (
						<p class={styles.forwarded}>
							<Icon node={Forward} size={12} />
							{t('message_forwarded')}
						</p>
					)}
					{message.referral && <Referral referral={message.referral} />}
					{message.replyTo && <Quote reply={message.replyTo} />}
					{message.revokedAt === null ? (
						<ContentView message={message} />
					) : (
						<em class={styles.revoked}>{t('message_revoked')}</em>
					)}
					<span class={styles.meta}>
						{message.editedAt !== null && (
							<span title={exactTime(message.editedAt)}>{t('message_edited')}</span>
						)}
						<time dateTime={new Date(message.at).toISOString()} title={timesOf(message)}>
							{clockTime(message.at)}
						</time>
						{outbound && <Ticks status={message.status} title={timesOf(message)} />}
					</span>
				</div>
				{message.revokedAt === null && <BubbleActions message={message} />}
			</div>
			{content.kind === 'comment' && <CommentActions message={message} />}
			{message.reactions.length > 0 && <Reactions message={message} />}
			{(message.problem || acts.problems.value.has(message.id)) && <TruthLine message={message} />}
		</article>
	);
}

function Reactions({ message }: { readonly message: MessageView }) {
	const { acts } = useSidebar();
	return (
		<ul class={styles.reactions} aria-label={t('reactions')}>
			{message.reactions.map(({ from, emoji }) => (
				<li key={from}>
					{from === 'us' ? (
						<button
							type="button"
							class={styles.reaction}
							title={t('reaction_take_back')}
							aria-label={`${emoji} ${t('reaction_take_back')}`}
							onClick={() => acts.react(message, '')}
						>
							{emoji}
						</button>
					) : (
						<span class={styles.reaction} title={t('reaction_by_contact')}>
							{emoji}
						</span>
					)}
				</li>
			))}
		</ul>
	);
}

function timesOf({ at, times, direction }: MessageView): string {
	if (direction === 'inbound') return exactTime(at);
	const lines = [t('times_written', { at: exactTime(at) })];
	if (times.sentAt !== null) lines.push(t('times_sent', { at: exactTime(times.sentAt) }));
	if (times.deliveredAt !== null) lines.push(t('times_delivered', { at: exactTime(times.deliveredAt) }));
	if (times.readAt !== null) lines.push(t('times_read', { at: exactTime(times.readAt) }));
	if (times.failedAt !== null) lines.push(t('times_failed', { at: exactTime(times.failedAt) }));
	return lines.join('\n');
}
