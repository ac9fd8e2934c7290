import { ChevronDown } from 'lucide';
import { sameWritten } from '../state/target.ts';
import type { ChannelView } from '../state/views.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { MESSENGERS } from '../ui/messenger.ts';
import { t } from '../ui/text.ts';
import { ago, exactTime } from '../ui/time.ts';
import styles from './channel-line.module.css';
import { useSidebar } from './context.ts';
import { WindowClock } from './window-clock.tsx';

/** The channel pinned to this contact, the number that is written to, and the messaging window. */
export function ChannelLine() {
	const { place, channels, conversation, sending, clock } = useSidebar();
	const target = conversation.target.value;
	const channel = sending.channel.value;
	if (place.view.value === 'list' || !target || !channel) return null;
	const others = (channels.all.value ?? []).filter(one => one.state !== 'off' || one.id === channel.id);
	const doors = place.doors.value;
	const lastOn = (channelId: string) =>
		doors?.conversations.find(one => one.channelId === channelId)?.lastMessage?.at ?? null;
	const detailOf = (one: ChannelView) => {
		const at = lastOn(one.id);
		return one.problem ?? (at === null ? one.address : t('door_used', { since: ago(at, clock.now.value) }));
	};
	const contact = conversation.view.value?.contact ?? doors?.contact;
	const reach =
		channel.type === 'whatsapp' && target.kind === 'address'
			? contact?.reach.find(one => sameWritten(one.phone, target.raw))
			: undefined;
	const username = contact?.addresses.find(one => one.kind === `${channel.type}-username`);
	const phone = contact?.addresses.find(one => one.kind === 'phone');
	const shown = target.kind === 'address' ? target.shown : (phone?.value ?? null);
	// Only WhatsApp goes by numbers; elsewhere the number is not what is written to.
	const number = channel.type === 'whatsapp' ? shown : username ? `@${username.value}` : null;
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
						icon: MESSENGERS[one.type].icon,
						detail: detailOf(one),
						checked: one.id === channel.id,
						test: 'channel-option',
						onSelect: () => place.chooseChannel(one.id),
					}))}
				>
					<Icon node={MESSENGERS[channel.type].icon} size={14} />
					{name}
					<Icon node={ChevronDown} size={12} />
				</Menu>
			) : (
				<span class={styles.channel} data-test="channel-select" title={channel.address}>
					<Icon node={MESSENGERS[channel.type].icon} size={14} />
					{name}
				</span>
			)}
			{number && (
				<span class={styles.number} dir="ltr" title={number}>
					{number}
				</span>
			)}
			{reach && (
				<span
					class={reach.onWhatsApp ? styles.reached : styles.unreached}
					title={exactTime(reach.at)}
					data-test="reach"
				>
					{t(reach.onWhatsApp ? 'reach_yes' : 'reach_no')}
				</span>
			)}
			<WindowClock />
		</div>
	);
}
