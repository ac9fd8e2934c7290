import { Clock } from 'lucide';
import type { OutboxItem } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { t } from '../ui/text.ts';
import { clockTime } from '../ui/time.ts';
import bubble from './bubble.module.css';
import { useSidebar } from './context.ts';
import styles from './pending-bubble.module.css';
import truth from './truth-line.module.css';

/** A message that the relay has not stored yet. It is on this device's disk and goes out in order. */
export function PendingBubble({ item }: { readonly item: OutboxItem }) {
	const { acts, link } = useSidebar();
	const { content, clientId } = item.request;
	const refused = item.state === 'refused';
	const held = refused && item.error?.refusal === 'newer-message';
	const canEdit = ['text', 'media', 'comment-reply'].includes(content.kind);
	return (
		<article
			class={classes(bubble.message, bubble.out)}
			aria-label={t('message_pending')}
			data-test="pending"
			data-state={item.state}
			data-kind={content.kind}
			data-direction="outbound"
			data-client-id={clientId}
		>
			<div class={bubble.line}>
				<div class={classes(bubble.bubble, bubble.tail, styles.pending, refused && !held && bubble.failed)}>
					<Words content={content} />
					<span class={bubble.meta}>
						<time dateTime={new Date(item.madeAt).toISOString()}>{clockTime(item.madeAt)}</time>
						<span role="img" aria-label={t('status_queued')} title={t('status_queued')}>
							<Icon node={Clock} size={14} />
						</span>
					</span>
				</div>
			</div>
			{refused && !held && (
				<div class={classes(truth.truth, truth.bad)} data-test="truth-line" role="alert">
					<p>{item.error?.message}</p>
					<div class={truth.actions}>
						{item.error?.refusal === 'window-closed' && <ChooseTemplate />}
						{canEdit && (
							<Button look="link" test="edit" onClick={() => acts.edit(item)}>
								{t('edit')}
							</Button>
						)}
						<Button look="link" test="discard" onClick={() => acts.discard(item)}>
							{t('discard')}
						</Button>
					</div>
				</div>
			)}
			{item.state === 'waiting' && !link.online.value && (
				<div class={styles.take}>
					<Button look="link" test="discard" onClick={() => acts.discard(item)}>
						{t('discard')}
					</Button>
				</div>
			)}
		</article>
	);
}

function ChooseTemplate() {
	const { templates } = useSidebar();
	return (
		<Button look="link" onClick={templates.open}>
			{t('choose_template')}
		</Button>
	);
}

function Words({ content }: { readonly content: OutboxItem['request']['content'] }) {
	switch (content.kind) {
		case 'text':
			return <RichText text={content.text} />;
		case 'template':
			return <em>{t('pending_template', { name: content.name })}</em>;
		case 'reaction':
			return <em>{t('pending_reaction', { emoji: content.emoji })}</em>;
		case 'choices':
		case 'link-button':
		case 'location-request':
		case 'comment-reply':
			return <RichText text={content.text} />;
		case 'contacts':
			return <em>{t('pending_contacts')}</em>;
		case 'location':
			return <em>{t('location')}</em>;
		case 'media':
		case 'file-link':
		case 'album':
			return (
				<>
					<em>{t('pending_file')}</em> {content.caption && <RichText text={content.caption} />}
				</>
			);
	}
}
