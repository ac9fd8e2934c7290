import { ChevronDown } from 'lucide';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { t } from '../ui/text.ts';
import styles from './channel-line.module.css';
import { useSidebar } from './context.ts';
import { WindowClock } from './window-clock.tsx';

/** The channel pinned to this contact, the number that is written to, and the messaging window. */
export function ChannelLine() {
	const { place, channels, conversation, sending } = useSidebar();
	const target = conversation.target.value;
	const channel = sending.channel.value;
	if (place.view.value === 'list' || !target || !channel) return null;
	const others = (channels.all.value ?? []).filter(one => one.state !== 'off' || one.id === channel.id);
	const number =
		target.kind === 'address' ? target.shown : (conversation.view.value?.contact.addresses[0]?.value ?? null);
	const name = <span class={styles.channelName}>{channel.name}</span>;
	return (
		<div class={styles.line}>
			{target.kind === 'address' && others.length > 1 ? (
				<Menu
					label={t('channel_choose', { name: channel.name })}
					buttonClass={styles.channel}
					test="channel-select"
					items={others.map(one => ({
						id: one.id,
						label: one.name,
						detail: one.problem ?? one.address,
						checked: one.id === channel.id,
						test: 'channel-option',
						onSelect: () => place.chooseChannel(one.id),
					}))}
				>
					{name}
					<Icon node={ChevronDown} size={12} />
				</Menu>
			) : (
				<span class={styles.channel} data-test="channel-select" title={channel.address}>
					{name}
				</span>
			)}
			{number && (
				<span class={styles.number} dir="ltr" title={number}>
					{number}
				</span>
			)}
			<WindowClock />
		</div>
	);
}
