import { CircleQuestionMark } from 'lucide';
import { createChannelChoices } from '../../state/channel-choices.ts';
import { createChannelForm } from '../../state/channel-form.ts';
import type { ChannelKind, ChannelView, UserView } from '../../state/views.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MESSENGERS } from '../../ui/messenger.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './add-channel.module.css';
import { ChannelFormView } from './channel-form-view.tsx';

/** First the messenger, then its form. `type` is empty until one is chosen. */
export function AddChannel({ type }: { readonly type: string }) {
	const { port, link } = useSettings();
	const choices = useStateOf(() => createChannelChoices(port), []);
	if (link.user.value && !link.may('channels:manage'))
		return <EmptyState title={t('channel_add')}>{t('channels_others')}</EmptyState>;
	return (
		<LoadedView
			loaded={choices.current.value}
			failed={t('channel_kinds_failed')}
			onRetry={() => void choices.load()}
		>
			{({ kinds, users }) => {
				const [first, ...others] = kinds.filter(one => one.type === type);
				return first ? (
					<Form channel={null} kinds={[first, ...others]} users={users} />
				) : (
					<Messengers kinds={kinds} />
				);
			}}
		</LoadedView>
	);
}

/** The form of a channel that is there. */
export function EditChannel({ channelId }: { readonly channelId: string }) {
	const { port, channels } = useSettings();
	const choices = useStateOf(() => createChannelChoices(port), []);
	const all = channels.all.value;
	const channel = all?.find(one => one.id === channelId);
	if (all === null) return <Skeleton />;
	if (!channel) return <EmptyState title={t('channel_gone')} />;
	return (
		<LoadedView
			loaded={choices.current.value}
			failed={t('channel_kinds_failed')}
			onRetry={() => void choices.load()}
		>
			{({ kinds, users }) => {
				const own = kinds.find(one => one.provider === channel.provider);
				const others = kinds.filter(one => one.type === channel.type && one !== own);
				const [first, ...rest] = own ? [own, ...others] : others;
				return first && <Form channel={channel} kinds={[first, ...rest]} users={users} />;
			}}
		</LoadedView>
	);
}

interface FormProps {
	readonly channel: ChannelView | null;
	readonly kinds: readonly [ChannelKind, ...ChannelKind[]];
	readonly users: readonly UserView[];
}

function Form({ channel, kinds, users }: FormProps) {
	const { port, formDrafts, openTab, newToken } = useSettings();
	const form = useStateOf(
		() => createChannelForm({ port, channel, kinds, drafts: formDrafts, openTab, newToken }),
		[],
	);
	return <ChannelFormView form={form} users={users} />;
}

/** One card for each messenger that the relay can connect. */
function Messengers({ kinds }: { readonly kinds: readonly ChannelKind[] }) {
	const { go } = useSettings();
	const types = [...new Set(kinds.map(one => one.type))];
	return (
		<>
			<PageHead title={t('channel_add')} />
			<p class={styles.lead}>{t('messenger_choose')}</p>
			<ul class={styles.cards}>
				{types.map(type => {
					const ways = kinds.filter(one => one.type === type).map(one => one.name);
					const known = MESSENGERS[type];
					return (
						<li key={type}>
							<button
								type="button"
								class={styles.card}
								data-test={`messenger-${type}`}
								onClick={() => go({ filters: { open: `new.${type}` } })}
							>
								<Icon node={known?.icon ?? CircleQuestionMark} size={20} />
								<span class={styles.name}>{known?.name ?? type}</span>
								<span class={styles.ways}>{ways.join(' · ')}</span>
							</button>
						</li>
					);
				})}
			</ul>
		</>
	);
}
