import { X } from 'lucide';
import { excerpt } from '../../shared/domain/message.ts';
import { textLength } from '../../shared/domain/text-parts.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useLayer } from '../ui/layers.ts';
import { t } from '../ui/text.ts';
import comment from './comment.module.css';
import { useSidebar } from './context.ts';
import styles from './strip.module.css';

/** The comment that is answered, where, and how much may be written. */
export function CommentStrip() {
	const { composer, sending } = useSidebar();
	const { commentReply } = composer;
	const target = commentReply.current.value;
	const end = () => commentReply.begin(null);
	useLayer(target !== null, end);
	const capabilities = sending.capabilities.value;
	if (!target || !capabilities?.comments) return null;
	const isPublic = target.mode === 'public';
	const text = composer.text.value.trim();
	const unit = isPublic ? 'characters' : capabilities.textUnit;
	const max = isPublic ? capabilities.comments.publicReplyMax : capabilities.textMax;
	const length = textLength(text, unit);
	const verdict = commentReply.check(target, text === '' ? '-' : text);
	const said = verdict.allowed ? verdict.warnings.join(' ') : verdict.message;
	return (
		<div class={styles.strip} data-test="comment-strip" data-mode={target.mode}>
			<div class={styles.words}>
				<span class={styles.title}>{t(isPublic ? 'comment_strip_public' : 'comment_strip_private')}</span>
				<span class={styles.line}>{excerpt(target.message.content)}</span>
				{said !== '' && (
					<span
						class={verdict.allowed ? comment.warning : comment.bad}
						role="status"
						data-test="comment-note"
					>
						{said}
					</span>
				)}
				<span class={classes(comment.count, length > max && comment.bad)} data-test="comment-count">
					{t(unit === 'bytes' ? 'count_bytes' : 'count_of', { count: length, max })}
				</span>
			</div>
			<IconButton icon={X} small label={t('comment_cancel')} test="comment-cancel" onClick={end} />
		</div>
	);
}
