import { MessageCircle, Plus, RotateCw } from 'lucide';
import { useEffect } from 'preact/hooks';
import { createChannelChoices } from '../../state/channel-choices.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { PageHead } from '../page-head.tsx';
import { ChannelRow } from './channel-row.tsx';
import styles from './channels-page.module.css';
import { Guides } from './guides.tsx';
import { PartnerSection } from './partner-section.tsx';

/** How often the list is read anew while somebody looks at it. */
const LOOK_MS = 15_000;

const AddChannel = lazy(() => import('./add-channel.tsx').then(one => one.AddChannel));
const EditChannel = lazy(() => import('./add-channel.tsx').then(one => one.EditChannel));
const GuidePage = lazy(() => import('../guide/guide-page.tsx').then(one => one.GuidePage));
const ProfilePage = lazy(() => import('../profile/profile-page.tsx').then(one => one.ProfilePage));

/** All connected numbers, bots and accounts; or what is open of one: its form, its profile, or the guide to connect one. */
export function ChannelsPage() {
	const { place } = useSettings();
	const [what = '', id = ''] = (place.value.filters.open ?? '').split('.');
	switch (what) {
		case 'new':
			return <AddChannel key={id} type={id} />;
		case 'edit':
			return <EditChannel key={id} channelId={id} />;
		case 'guide':
			return <GuidePage key={id} provider={id} />;
		case 'profile':
			return <ProfilePage key={id} channelId={id} />;
		default:
			return <ChannelList />;
	}
}

function ChannelList() {
	const { channels, link, go, port } = useSettings();
	const choices = useStateOf(() => createChannelChoices(port), []);
	// What arrives is no change of a channel, so nothing tells of it; who writes from their phone to try it waits for it here.
	useEffect(() => {
		const look = () => {
			if (!document.hidden && port.connection?.state === 'online') void channels.load();
		};
		const timer = setInterval(look, LOOK_MS);
		document.addEventListener('visibilitychange', look);
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', look);
		};
	}, [channels, port]);
	const may = link.may('channels:manage');
	const all = channels.all.value;
	const add = (
		<Button look="primary" icon={Plus} test="add-channel" onClick={() => go({ filters: { open: 'new' } })}>
			{t('channel_add')}
		</Button>
	);
	const known = choices.current.value.value;
	const kinds = known?.kinds ?? [];
	return (
		<>
			<PageHead title={t('nav_channels')}>{may && all && all.length > 0 && add}</PageHead>
			{!may && all && <p class={styles.note}>{t('channels_others')}</p>}
			{all === null ? (
				<Waiting />
			) : all.length === 0 ? (
				<EmptyState icon={MessageCircle} title={t('no_channel_title')} action={may && add}>
					{t(may ? 'no_channel_owner' : 'no_channel_others')}
				</EmptyState>
			) : (
				<ul class={styles.list}>
					{all.map(channel => (
						<ChannelRow
							key={channel.id}
							channel={channel}
							kind={kinds.find(one => one.provider === channel.provider) ?? null}
							users={known?.users ?? []}
						/>
					))}
				</ul>
			)}
			{link.may('channels:check') && kinds.length > 0 && <Guides kinds={kinds} />}
			{may && kinds.some(one => one.byPartner) && <PartnerSection />}
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
