import { Pencil, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { QuickReplies } from '../../state/quick-replies.ts';
import type { QuickReplyView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { fileSize } from '../../ui/size.ts';
import { Table } from '../../ui/table.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import { SamplePicture } from '../sample-picture.tsx';
import styles from './quick-replies.module.css';
import { TYPE_WORDS } from './type-words.ts';

export interface QuickReplyTableProps {
	readonly found: readonly QuickReplyView[];
	readonly quickReplies: QuickReplies;
}

/** The list of quick replies. */
export function QuickReplyTable({ found, quickReplies }: QuickReplyTableProps) {
	const [removing, setRemoving] = useState<QuickReplyView | null>(null);
	return (
		<>
			<Table
				label={t('nav_quick_replies')}
				columns={[
					{ key: 'name', title: t('column_name') },
					{ key: 'content', title: t('column_content') },
					{ key: 'channel', title: t('column_channel') },
					{ key: 'used', title: t('column_used') },
					{ key: 'act', title: t('column_actions'), hideTitle: true },
				]}
			>
				{found.map(one => (
					<Row key={one.id} quickReply={one} onRemove={() => setRemoving(one)} />
				))}
			</Table>
			{removing && (
				<Dialog
					title={t('quick_reply_remove_title', { name: removing.name })}
					onClose={() => setRemoving(null)}
					actions={
						<>
							<Button onClick={() => setRemoving(null)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="quick-reply-remove-confirm"
								onClick={() => {
									setRemoving(null);
									void quickReplies.remove(removing.id).then(error => {
										if (error) showToast(error.message);
									});
								}}
							>
								{t('quick_reply_remove')}
							</Button>
						</>
					}
				>
					<p>{t('quick_reply_remove_text')}</p>
				</Dialog>
			)}
		</>
	);
}

function Row({
	quickReply,
	onRemove,
}: {
	readonly quickReply: QuickReplyView;
	readonly onRemove: () => void;
}) {
	const { go, link, channels, clock } = useSettings();
	const { id, name, description, type, text, media, channelId, used, lastUsedAt } = quickReply;
	const may = link.may('quick-replies:edit');
	const open = () => go({ filters: { open: id } });
	return (
		<tr data-test="quick-reply-row" data-id={id}>
			<td class={styles.name}>
				<strong>{name}</strong>
				{description && <p class={styles.meta}>{description}</p>}
			</td>
			<td class={styles.content}>
				{media && (
					<p class={styles.file}>
						{type === 'image' && <SamplePicture mediaId={media.mediaId} alt={media.filename ?? t('photo')} />}
						<span>
							{t(TYPE_WORDS[type])}
							<span class={styles.meta}>
								{' '}
								· {[media.filename, fileSize(media.size)].filter(Boolean).join(' · ')}
							</span>
						</span>
					</p>
				)}
				{text}
			</td>
			<td>
				{channelId === null
					? t('all_channels')
					: (channels.all.value?.find(one => one.id === channelId)?.name ?? t('channel_gone'))}
			</td>
			<td class={styles.used} title={lastUsedAt === null ? undefined : exactTime(lastUsedAt)}>
				{used === 0 ? t('never_used') : plural('times_used', used, { count: formatNumber(used) })}
				{lastUsedAt !== null && <p class={styles.meta}>{ago(lastUsedAt, clock.now.value)}</p>}
			</td>
			<td class={styles.act}>
				{may && (
					<>
						<IconButton
							icon={Pencil}
							label={t('quick_reply_edit', { name })}
							test="quick-reply-edit"
							onClick={open}
						/>
						<IconButton
							icon={Trash2}
							label={t('quick_reply_remove_named', { name })}
							test="quick-reply-remove"
							onClick={onRemove}
						/>
					</>
				)}
			</td>
		</tr>
	);
}
