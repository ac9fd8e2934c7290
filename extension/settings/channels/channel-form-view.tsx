import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ChannelForm } from '../../state/channel-form.ts';
import type { UserView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { MESSENGERS } from '../../ui/messenger.ts';
import { t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import { ErrorSummary } from '../error-summary.tsx';
import styles from '../form.module.css';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PageHead } from '../page-head.tsx';
import { AuthorizePart } from './authorize-part.tsx';
import { Address, BaseText, Switch } from './base-fields.tsx';
import { ChannelSaved } from './channel-saved.tsx';
import { ProviderFields } from './provider-fields.tsx';
import { errorText, fieldId, ownLabel } from './words.ts';

export interface ChannelFormViewProps {
	readonly form: ChannelForm;
	readonly users: readonly UserView[];
}

/** Adds or changes a channel. Its fields are those that the provider asks for. */
export function ChannelFormView({ form, users }: ChannelFormViewProps) {
	const { go } = useSettings();
	const [asking, setAsking] = useState(false);
	const summary = useRef<HTMLDivElement>(null);
	useLeaveWarning(useCallback(() => form.dirty.peek(), [form]));
	// Whoever leaves was asked; only a reload, which ends nothing, keeps what was typed.
	useEffect(() => form.forget, [form]);
	const { channel, kinds } = form;
	const kind = form.kind.value;
	const saved = form.saved.value;
	const close = () => go({ filters: {} });
	if (saved) return <ChannelSaved saved={saved} onDone={close} />;
	const errors = form.errors.value;
	// What the form has no field for is said of the whole.
	const wrong = Object.entries(errors).flatMap(([key, error]) => {
		const label = ownLabel(kind, key);
		return label === null ? [] : [{ key, id: fieldId(key), label, error: errorText(error) }];
	});
	const save = async () => {
		setAsking(false);
		await form.save();
		requestAnimationFrame(() => summary.current?.focus());
	};
	return (
		<>
			<PageHead
				title={
					channel
						? t('channel_edit_title', { name: channel.name })
						: t('channel_add_title', { messenger: MESSENGERS[kind.type]?.name ?? kind.type })
				}
			>
				<a href={`#channels?open=guide.${kind.provider}`} target="_blank" rel="noreferrer">
					{t('guide_open')}
				</a>
			</PageHead>
			<form
				class={styles.form}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					if (form.risky.peek()) setAsking(true);
					else void save();
				}}
			>
				<ErrorSummary
					boxRef={summary}
					problem={wholeOf(
						form.problem.value?.message ?? null,
						wrong.map(({ key }) => key),
					)}
					wrong={wrong}
				/>
				{kinds.length > 1 && (
					<SelectField
						label={t('field_provider')}
						value={kind.provider}
						help={form.moves.value ? t('provider_moves') : channel ? t('provider_move_help') : undefined}
						test="channel-provider"
						options={kinds.map(one => ({ value: one.provider, label: one.name }))}
						onChange={form.setProvider}
					/>
				)}
				<BaseText form={form} field="name" />
				<Address form={form} />
				<ProviderFields form={form} />
				{kind.authorizes && <AuthorizePart form={form} />}
				<SelectField
					id={fieldId('responsibleUserId')}
					label={t('field_responsible')}
					help={t('field_responsible_help')}
					value={form.values.value.responsibleUserId ?? ''}
					error={errorText(errors.responsibleUserId)}
					test="channel-responsible"
					options={[
						{ value: '', label: t('field_responsible_none') },
						...users.map(user => ({ value: user.id, label: user.name })),
					]}
					onChange={value => form.write('responsibleUserId', value)}
				/>
				<BaseText form={form} field="pipeline" />
				<BaseText form={form} field="stage" />
				<Switch form={form} />
				<details class={styles.advanced} open={(form.values.value.apiUrl ?? '') !== ''}>
					<summary>{t('advanced')}</summary>
					<BaseText form={form} field="apiUrl" />
				</details>
				<div class={styles.buttons}>
					<Button look="primary" type="submit" busy={form.busy.value} test="channel-save">
						{t(channel ? 'save' : 'channel_add')}
					</Button>
					<Button look="quiet" test="channel-cancel" onClick={close}>
						{t('cancel')}
					</Button>
				</div>
			</form>
			{asking && channel && (
				<Dialog
					title={t('channel_risk_title', { name: channel.name })}
					test="channel-risk"
					onClose={() => setAsking(false)}
					actions={
						<>
							<Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
							<Button look="primary" test="channel-risk-save" onClick={() => void save()}>
								{t('channel_risk_action')}
							</Button>
						</>
					}
				>
					<p>{t(form.moves.value ? 'channel_risk_move' : 'channel_risk_text')}</p>
				</Dialog>
			)}
		</>
	);
}

/** The relay's sentence about the whole; none when it only repeats a field by its technical name. */
function wholeOf(message: string | null, keys: readonly string[]): string | null {
	return keys.some(key => message?.startsWith(`“${key}” `)) ? null : message;
}
