import { t } from '../ui/text.ts';
import styles from './channel-select.module.css';
import { useSettings } from './context.ts';

/** The choice of the channel that a page is about, kept in the address. */
export function ChannelSelect() {
	const { channels, channel, go } = useSettings();
	const all = channels.all.value;
	if (!all || all.length === 0) return null;
	return (
		<label>
			<span class="visually-hidden">{t('page_channel')}</span>
			<select
				class={styles.select}
				value={channel.value?.id ?? ''}
				data-test="page-channel"
				onChange={event => go({ channelId: event.currentTarget.value })}
			>
				{all.map(one => (
					<option key={one.id} value={one.id}>
						{one.name}
					</option>
				))}
			</select>
		</label>
	);
}
