import { RotateCw } from 'lucide';
import { useState } from 'preact/hooks';
import { createProfile } from '../../state/profile-form.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './profile.module.css';
import { ProfileFormView } from './profile-form-view.tsx';

/** The business as a network shows it, of one channel. */
export function ProfilePage({ channelId }: { readonly channelId: string }) {
	const { port, channels, clock, link } = useSettings();
	const profile = useStateOf(() => createProfile(port, channelId), []);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const channel = channels.all.value?.find(one => one.id === channelId);
	if (channels.all.value === null) return <Skeleton />;
	if (!channel) return <EmptyState title={t('channel_gone')} />;
	const sync = async () => {
		setBusy(true);
		const answer = await port.call('profile:sync', { channelId });
		setBusy(false);
		setProblem(answer.ok ? null : answer.error.code === 'offline' ? t('open_offline') : answer.error.message);
		if (answer.ok) profile.take(answer.value);
	};
	const syncedAt = profile.current.value.value?.syncedAt ?? null;
	return (
		<>
			<PageHead title={t('profile_title', { name: channel.name })}>
				{link.may('channels:check') && (
					<Button icon={RotateCw} busy={busy} test="profile-sync" onClick={() => void sync()}>
						{t('profile_sync')}
					</Button>
				)}
			</PageHead>
			<p
				class={styles.synced}
				title={syncedAt === null ? undefined : exactTime(syncedAt)}
				data-test="profile-synced"
			>
				{syncedAt === null
					? t('profile_never')
					: t('profile_synced', { since: ago(syncedAt, clock.now.value) })}
			</p>
			{problem !== null && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<LoadedView
				loaded={profile.current.value}
				failed={t('profile_failed')}
				onRetry={() => void profile.load()}
			>
				{shown =>
					shown.profile === null ? (
						<EmptyState title={t('profile_empty')}>{t('profile_empty_text')}</EmptyState>
					) : (
						<ProfileFormView channelId={channelId} source={profile} />
					)
				}
			</LoadedView>
		</>
	);
}
