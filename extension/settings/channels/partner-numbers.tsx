import { createPartnerNumbers } from '../../state/channel-choices.ts';
import type { ChannelForm } from '../../state/channel-form.ts';
import { CHANNEL_ID, credentialKey } from '../../state/channel-request.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import styles from '../form.module.css';

/** The partner account's numbers: one press fills in its channel ID and number. Those that cannot be used yet say why. */
export function PartnerNumbers({ form }: { readonly form: ChannelForm }) {
	const { port } = useSettings();
	const source = useStateOf(() => createPartnerNumbers(port), []);
	const numbers = source.current.value.value?.numbers ?? [];
	if (numbers.length === 0) return null;
	const place = credentialKey(CHANNEL_ID);
	return (
		<fieldset class={styles.ticks} data-test="partner-numbers">
			<legend>{t('partner_numbers')}</legend>
			{numbers.map(({ channelId, phone, name, waitsFor }) => (
				<div key={channelId} class={styles.number}>
					<Button
						look="link"
						test={`partner-number-${channelId}`}
						onClick={() => {
							form.write(place, channelId);
							if (form.channel === null && phone !== '')
								form.write('address', `+${phone.replace(/\D/g, '')}`);
						}}
					>
						{name === null ? `+${phone}` : `+${phone}, ${name}`}
					</Button>
					{waitsFor && <p class={styles.tickHelp}>{t('partner_number_waits', { why: waitsFor })}</p>}
				</div>
			))}
		</fieldset>
	);
}
