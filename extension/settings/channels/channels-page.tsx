import { MessageCircle, Plus, RotateCw } from 'lucide';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { createChannelForm } from '../state/channel-form.ts';
import type { ChannelView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import { ChannelFormView } from './channel-form-view.tsx';
import { ChannelRow } from './channel-row.tsx';
import styles from './channels-page.module.css';
import { useSettings } from './context.ts';
import { PageHead } from './page-head.tsx';

/** All connected numbers, and the form of the one that is being added or changed. */
export function ChannelsPage() {
	const { channels, link, place } = useSettings();
	const [editing, setEditing] = useState<ChannelView | 'new' | null>(null);
	const may = link.may('channels:manage');
	const all = channels.all.value;
	useEffect(() => setEditing(null), [place.value.section]);
	if (editing !== null) {
		return <Editing channel={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />;
	}
	return (
		<>
			<PageHead title={t('nav_channels')}>
				{may && all && all.length > 0 && (
					<Button look="primary" icon={Plus} test="add-channel" onClick={() => setEditing('new')}>
						{t('channel_add')}
					</Button>
				)}
			</PageHead>
			{!may && all && <p class={styles.note}>{t('channels_others')}</p>}
			{all === null ? (
				<Waiting />
			) : all.length === 0 ? (
				<EmptyState
					icon={MessageCircle}
					title={t('no_channel_title')}
					action={
						may && (
							<Button look="primary" icon={Plus} test="add-channel" onClick={() => setEditing('new')}>
								{t('channel_add')}
							</Button>
						)
					}
				>
					{t(may ? 'no_channel_owner' : 'no_channel_others')}
				</EmptyState>
			) : (
				<ul class={styles.list}>
					{all.map(channel => (
						<ChannelRow key={channel.id} channel={channel} onEdit={() => setEditing(channel)} />
					))}
				</ul>
			)}
		</>
	);
}

function Waiting() {
	const { channels } = useSettings();
	const problem = channels.problem.value;
	if (!problem) return <Skeleton />;
	return (
		<EmptyState
			title={t('channels_failed')}
			action={
				<Button icon={RotateCw} onClick={() => void channels.load()}>
					{t('try_again')}
				</Button>
			}
		>
			{problem.code === 'offline' ? t('open_offline') : problem.message}
		</EmptyState>
	);
}

function Editing({ channel, onDone }: { readonly channel: ChannelView | null; readonly onDone: () => void }) {
	const { port, newToken } = useSettings();
	const form = useMemo(() => createChannelForm(port, channel, newToken()), [channel?.id]);
	return <ChannelFormView form={form} onDone={onDone} />;
}
