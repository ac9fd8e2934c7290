import type { ChannelForm } from '../../state/channel-form.ts';
import { channelIdIn } from '../../state/channel-id.ts';
import { CHANNEL_ID, credentialKey } from '../../state/channel-request.ts';
import type { ChannelField } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from '../form.module.css';
import { PartnerNumbers } from './partner-numbers.tsx';
import { errorText, fieldId, helpOf, testOf } from './words.ts';

interface OneProps {
	readonly form: ChannelForm;
	readonly field: ChannelField;
}

/** What the provider asks for, in its order. */
export function ProviderFields({ form }: { readonly form: ChannelForm }) {
	const { byPartner, fields } = form.kind.value;
	return (
		<>
			{byPartner && <p class={styles.lead}>{t('key_or_id')}</p>}
			{byPartner && form.asks(CHANNEL_ID) && <PartnerNumbers form={form} />}
			{fields.map(field =>
				field.options ? (
					<Ticks key={field.key} form={form} field={field} />
				) : form.asks(field.key) ? (
					<Typed key={field.key} form={form} field={field} />
				) : (
					<Stored key={field.key} form={form} field={field} />
				),
			)}
		</>
	);
}

function Typed({ form, field }: OneProps) {
	const { key, label, required } = field;
	const place = credentialKey(key);
	const value = form.values.value[place] ?? '';
	const { byPartner } = form.kind.value;
	const read = byPartner && key === CHANNEL_ID ? channelIdIn(value) : null;
	return (
		<>
			<TextField
				id={fieldId(place)}
				label={label}
				optional={required || (byPartner && key === CHANNEL_ID) ? undefined : t('optional')}
				help={helpOf(form.kind.value, field)}
				value={value}
				error={errorText(form.errors.value[place])}
				exact
				test={testOf(key)}
				onInput={next => form.write(place, next)}
			/>
			{read !== null && read !== value.trim() && (
				<p class={styles.read} role="status" data-test="channel-id-read">
					{t('channel_id_read', { id: read })}
				</p>
			)}
		</>
	);
}

function Stored({ form, field }: OneProps) {
	const { key, label, secret } = field;
	const stored = form.channel?.credentials[key] ?? form.channel?.settings[key];
	const place = credentialKey(key);
	return (
		<Field label={label} help={secret && stored ? t('credential_hidden') : undefined}>
			{ids => (
				<div class={styles.secret}>
					<code>{stored ?? t('credential_none')}</code>
					<Button
						look="link"
						test={`replace-${key}`}
						onClick={() => {
							form.replace(key);
							requestAnimationFrame(() => document.getElementById(fieldId(place))?.focus());
						}}
					>
						{t(stored ? 'replace' : 'credential_give')}
					</Button>
					<input {...ids} type="hidden" />
				</div>
			)}
		</Field>
	);
}

/** A choice of several: the value is their ids with commas between. */
function Ticks({ form, field }: OneProps) {
	const place = credentialKey(field.key);
	const options = field.options ?? [];
	const chosen = new Set((form.values.value[place] ?? '').split(',').filter(id => id !== ''));
	const error = errorText(form.errors.value[place]);
	const help = helpOf(form.kind.value, field);
	const toggle = (id: string, on: boolean) => {
		const next = options.map(one => one.id).filter(one => (one === id ? on : chosen.has(one)));
		form.write(place, next.join(','));
	};
	return (
		<fieldset class={styles.ticks} id={fieldId(place)} data-test={testOf(field.key)}>
			<legend>{field.label}</legend>
			{options.map(option => (
				<label key={option.id} class={styles.check}>
					<input
						type="checkbox"
						checked={chosen.has(option.id)}
						data-test={`${testOf(field.key)}-${option.id}`}
						onChange={event => toggle(option.id, event.currentTarget.checked)}
					/>
					{option.label}
				</label>
			))}
			{error && <p class={styles.tickError}>{error}</p>}
			{help && <p class={styles.tickHelp}>{help}</p>}
		</fieldset>
	);
}
