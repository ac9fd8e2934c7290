import type { ChannelForm } from '../../state/channel-form.ts';
import { TextField } from '../../ui/field.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import styles from '../form.module.css';
import { errorText, fieldId, labelOf, testOf } from './words.ts';

type TextOfChannel = 'name' | 'pipeline' | 'stage' | 'apiUrl';

const HELP: Readonly<Partial<Record<TextOfChannel, TextKey>>> = {
	name: 'field_name_help',
	pipeline: 'field_pipeline_help',
	apiUrl: 'field_api_url_help',
};

export interface BaseTextProps {
	readonly form: ChannelForm;
	readonly field: TextOfChannel;
}

/** A text that every channel has. */
export function BaseText({ form, field }: BaseTextProps) {
	const help = HELP[field];
	return (
		<TextField
			id={fieldId(field)}
			label={labelOf(form.kind.value, field)}
			optional={field === 'name' ? undefined : t('optional')}
			help={help && t(help)}
			value={form.values.value[field] ?? ''}
			error={errorText(form.errors.value[field])}
			exact={field === 'apiUrl'}
			test={testOf(field)}
			onInput={value => form.write(field, value)}
		/>
	);
}

/** The number or name that contacts see: typed once, or told by the provider. */
export function Address({ form }: { readonly form: ChannelForm }) {
	const kind = form.kind.value;
	const { channel } = form;
	const told = kind.addressFrom === 'provider';
	if (told && !channel) return null;
	const fixed = channel !== null;
	return (
		<TextField
			id={fieldId('address')}
			label={t(told ? 'field_account' : 'field_address')}
			help={t(fixed ? (told ? 'field_account_help' : 'field_address_fixed') : 'field_address_help')}
			value={form.values.value.address ?? ''}
			error={errorText(form.errors.value.address)}
			exact
			readOnly={fixed}
			test="channel-address"
			onInput={value => form.write('address', value)}
		/>
	);
}

/** Whether the channel works at once when it is saved. */
export function Switch({ form }: { readonly form: ChannelForm }) {
	return (
		<div>
			<label class={styles.check}>
				<input
					type="checkbox"
					id={fieldId('state')}
					checked={form.values.value.state !== 'off'}
					aria-describedby="field-state-help"
					data-test="channel-active"
					onChange={event => form.write('state', event.currentTarget.checked ? 'active' : 'off')}
				/>
				{t('field_active')}
			</label>
			<p id="field-state-help" class={styles.checkHelp}>
				{t('field_active_help')}
			</p>
		</div>
	);
}
