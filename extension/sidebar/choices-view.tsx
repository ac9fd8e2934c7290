import { CornerUpLeft, ExternalLink, List, MessageSquareText, Reply } from 'lucide';
import { numberedText } from '../../shared/domain/choices.ts';
import type { ChoicesContent, CommentContent, CommentReplyContent } from '../../shared/domain/message.ts';
import { Icon } from '../ui/icon.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { safeLink } from '../ui/safe-link.ts';
import { type TextKey, t } from '../ui/text.ts';
import styles from './content-view.module.css';

/** Choices below a text, as the contact sees them. */
export function ChoicesView({ content }: { readonly content: ChoicesContent }) {
	const { text, footer, options, form } = content;
	if (form === 'numbered') return <RichText text={numberedText(content)} />;
	return (
		<div class={styles.stack} data-test="choices" data-form={form}>
			<RichText text={text} />
			{footer && <p class={styles.quiet}>{footer}</p>}
			{form === 'list' && (
				<p class={styles.button}>
					<Icon node={List} size={14} />
					{content.listLabel ?? t('choices_list')}
				</p>
			)}
			<ul class={form === 'list' ? styles.rows : styles.stack}>
				{options.map(option => (
					<li key={option.id} class={form === 'list' ? styles.row : styles.button}>
						{option.title}
						{option.detail && <span class={styles.quiet}>{option.detail}</span>}
					</li>
				))}
			</ul>
		</div>
	);
}

/** A text with one button that opens an address. */
export function LinkButtonView({
	content,
}: {
	readonly content: { readonly text: string; readonly label: string; readonly url: string };
}) {
	return (
		<div class={styles.stack}>
			<RichText text={content.text} />
			<a
				class={styles.button}
				{...safeLink(content.url)}
				title={content.url}
				target="_blank"
				rel="noreferrer noopener"
			>
				<Icon node={ExternalLink} size={14} />
				{content.label}
			</a>
		</div>
	);
}

const PLACES: Record<CommentContent['activity'], TextKey> = {
	feed: 'comment_feed',
	reels: 'comment_reels',
	stories: 'comment_stories',
	notes: 'comment_notes',
};

/** What somebody wrote under a post of ours. */
export function CommentView({ content }: { readonly content: CommentContent }) {
	return (
		<div class={styles.stack} data-test="comment">
			<p class={styles.kind}>
				<Icon node={MessageSquareText} size={12} />
				{t(content.parentId === null ? PLACES[content.activity] : 'comment_answer')}
			</p>
			<RichText text={content.text} />
			{content.postUrl && (
				<a class={styles.quiet} {...safeLink(content.postUrl)} target="_blank" rel="noreferrer noopener">
					{t('comment_open')}
				</a>
			)}
		</div>
	);
}

/** Our answer to a comment. */
export function CommentReplyView({ content }: { readonly content: CommentReplyContent }) {
	const isPublic = content.mode === 'public';
	return (
		<div class={styles.stack} data-test="comment-reply" data-mode={content.mode}>
			<p class={styles.kind}>
				<Icon node={isPublic ? Reply : CornerUpLeft} size={12} />
				{t(isPublic ? 'comment_replied_publicly' : 'comment_replied_privately')}
			</p>
			<RichText text={content.text} />
		</div>
	);
}
