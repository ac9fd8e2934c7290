import { useEffect, useRef, useState } from 'preact/hooks';
import {
	type ChannelField,
	type ChannelForm,
	CREDENTIALS,
	type FormError,
	type Provider,
} from '../state/channel-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, SelectField, TextField } from '../ui/field.tsx';
import { type TextKey, t } from '../ui/text.ts';
import { ChannelSaved } from './channel-saved.tsx';
import styles from './form.module.css';
import { PageHead } from './page-head.tsx';

const WORDS: Record<
	ChannelField,
	{ readonly label: TextKey; readonly help?: TextKey; readonly test: string }
> = {
	name: { label: 'field_name', help: 'field_name_help', test: 'channel-name' },
	address: { label: 'field_address', help: 'field_address_help', test: 'channel-address' },
	apiKey: { label: 'field_api_key', help: 'field_api_key_help', test: 'channel-api-key' },
	accessToken: { label: 'field_access_token', help: 'field_access_token_help', test: 'channel-access-token' },
	appSecret: { label: 'field_app_secret', help: 'field_app_secret_help', test: 'channel-app-secret' },
	phoneNumberId: {
		label: 'field_phone_number_id',
		help: 'field_phone_number_id_help',
		test: 'channel-phone-number-id',
	},
	businessAccountId: { label: 'field_waba', help: 'field_waba_help', test: 'channel-business-account-id' },
	verifyToken: { label: 'field_verify_token', help: 'field_verify_token_help', test: 'channel-verify-token' },
	apiUrl: { label: 'field_api_url', help: 'field_api_url_help', test: 'channel-api-url' },
};

export interface ChannelFormViewProps {
	readonly form: ChannelForm;
	readonly onDone: () => void;
}

/** Adds or changes a channel. */
export function ChannelFormView({ form, onDone }: ChannelFormViewProps) {
	const [leaving, setLeaving] = useState(false);
	const summary = useRef<HTMLDivElement>(null);
	const { channel } = form;
	const dirty = form.dirty.value;
	useEffect(() => {
		if (!dirty) return;
		const warn = (event: BeforeUnloadEvent) => event.preventDefault();
		window.addEventListener('beforeunload', warn);
		return () => window.removeEventListener('beforeunload', warn);
	}, [dirty]);
	const saved = form.saved.value;
	if (saved) {
		const token = form.provider.value === 'cloud-api' ? form.values.value.verifyToken : '';
		return (
			<ChannelSaved channel={saved.channel} warnings={saved.warnings} verifyToken={token} onDone={onDone} />
		);
	}
	const provider = form.provider.value;
	const wrong = Object.keys(form.errors.value) as ChannelField[];
	const save = async () => {
		await form.save();
		requestAnimationFrame(() => summary.current?.focus());
	};
	return (
		<>
			<PageHead title={channel ? t('channel_edit_title', { name: channel.name }) : t('channel_add')} />
			<form
				class={styles.form}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					void save();
				}}
			>
				{(wrong.length > 0 || form.problem.value) && (
					<div ref={summary} class={styles.summary} role="alert" tabIndex={-1} data-test="form-summary">
						{form.problem.value && <p>{form.problem.value.message}</p>}
						<ul>
							{wrong.map(field => (
								<li key={field}>
									<a
										href={`#field-${field}`}
										onClick={event => {
											event.preventDefault();
											document.getElementById(`field-${field}`)?.focus();
										}}
									>
										{t(WORDS[field].label)}: {errorText(form.errors.value[field])}
									</a>
								</li>
							))}
						</ul>
					</div>
				)}
				<SelectField
					label={t('field_provider')}
					value={provider}
					disabled={channel !== null}
					test="channel-provider"
					options={[
						{ value: 'dialog360', label: t('provider_dialog360') },
						{ value: 'cloud-api', label: t('provider_cloud') },
					]}
					onChange={value => form.setProvider(value as Provider)}
				/>
				<OneField form={form} field="name" />
				<OneField form={form} field="address" />
				{CREDENTIALS[provider].map(({ field, secret }) => (
					<Credential key={field} form={form} field={field} secret={secret} />
				))}
				<details class={styles.advanced} open={form.values.value.apiUrl !== ''}>
					<summary>{t('advanced')}</summary>
					<OneField form={form} field="apiUrl" />
				</details>
				<div class={styles.buttons}>
					<Button look="primary" type="submit" busy={form.busy.value} test="channel-save">
						{t(channel ? 'save' : 'channel_add')}
					</Button>
					<Button look="quiet" onClick={() => (dirty ? setLeaving(true) : onDone())}>
						{t('cancel')}
					</Button>
				</div>
			</form>
			{leaving && (
				<Dialog
					title={t('leave_title')}
					onClose={() => setLeaving(false)}
					actions={
						<>
							<Button onClick={() => setLeaving(false)}>{t('leave_stay')}</Button>
							<Button look="danger" onClick={onDone}>
								{t('leave_action')}
							</Button>
						</>
					}
				>
					<p>{t('leave_text')}</p>
				</Dialog>
			)}
		</>
	);
}

interface OneFieldProps {
	readonly form: ChannelForm;
	readonly field: ChannelField;
}

function OneField({ form, field }: OneFieldProps) {
	const { label, help, test } = WORDS[field];
	return (
		<TextField
			id={`field-${field}`}
			label={t(label)}
			help={help && t(help)}
			value={form.values.value[field]}
			error={errorText(form.errors.value[field])}
			exact={field !== 'name'}
			test={test}
			onInput={value => form.write(field, value)}
		/>
	);
}

function Credential({ form, field, secret }: OneFieldProps & { readonly secret: boolean }) {
	const stored = form.channel?.credentials[field] ?? form.channel?.settings[field];
	if (!form.channel || form.replacing.value.has(field)) return <OneField form={form} field={field} />;
	return (
		<Field label={t(WORDS[field].label)} help={secret ? t('credential_hidden') : undefined}>
			{ids => (
				<div class={styles.secret}>
					<code>{stored ?? '…'}</code>
					<Button
						look="link"
						test={`replace-${field}`}
						onClick={() => {
							form.replace(field);
							requestAnimationFrame(() => document.getElementById(`field-${field}`)?.focus());
						}}
					>
						{t('replace')}
					</Button>
					<input {...ids} type="hidden" />
				</div>
			)}
		</Field>
	);
}

function errorText(error: FormError | undefined): string | null {
	if (!error) return null;
	if ('said' in error) return error.said.charAt(0).toUpperCase() + error.said.slice(1);
	return t(error.own === 'required' ? 'error_required' : 'error_name_length');
}
