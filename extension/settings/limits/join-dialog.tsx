import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type JoinError, joinErrors, type Limits, type PoolChannel } from '../../state/limits.ts';
import type { PoolView, RelayError } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './limits.module.css';

export interface JoinDialogProps {
	/** What is changed; null for a new pool. */
	readonly pool: PoolView | null;
	/** All that can be counted together. */
	readonly channels: readonly PoolChannel[];
	readonly limits: Limits;
	readonly onClose: () => void;
}

/** Says which channels share one limit, and how that is called. */
export function JoinDialog({ pool, channels, limits, onClose }: JoinDialogProps) {
	const [name, setName] = useState(pool?.name ?? '');
	const [chosen, setChosen] = useState<ReadonlySet<string>>(
		new Set(pool?.channels.map(one => one.channelId) ?? []),
	);
	const [errors, setErrors] = useState<ReadonlySet<JoinError>>(new Set());
	const [problem, setProblem] = useState<RelayError | null>(null);
	const [busy, setBusy] = useState(false);
	const errorId = useId();
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const toggle = (channelId: string) => {
		const next = new Set(chosen);
		if (!next.delete(channelId)) next.add(channelId);
		setChosen(next);
		setErrors(new Set());
	};
	const save = async () => {
		const wrong = joinErrors(name, chosen);
		setErrors(wrong);
		if (wrong.has('name')) field.current?.focus();
		if (wrong.size > 0 || busy) return;
		setBusy(true);
		const refused = await limits.join(name.trim(), [...chosen]);
		setBusy(false);
		setProblem(refused);
		if (!refused) onClose();
	};
	return (
		<Dialog
			title={pool ? t('limit_change_title', { name: pool.name }) : t('limit_join')}
			onClose={onClose}
			test="join-dialog"
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="primary" busy={busy} test="join-save" onClick={() => void save()}>
						{t('limit_join_action')}
					</Button>
				</>
			}
		>
			<form
				class={styles.join}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					void save();
				}}
			>
				<p>{t('limit_join_text')}</p>
				{problem && (
					<p class={styles.problem} role="alert">
						{problem.code === 'offline' ? t('open_offline') : problem.message}
					</p>
				)}
				<TextField
					label={t('limit_join_name')}
					help={t('limit_join_name_help')}
					value={name}
					error={errors.has('name') ? t('error_required') : (problem?.fields?.name ?? null)}
					inputRef={field}
					test="join-name"
					onInput={next => {
						setName(next);
						setErrors(new Set());
					}}
				/>
				<fieldset class={styles.choices} aria-describedby={errors.has('channels') ? errorId : undefined}>
					<legend>{t('limit_join_channels')}</legend>
					{channels.map(channel => (
						<label key={channel.channelId} class={styles.choice}>
							<input
								type="checkbox"
								checked={chosen.has(channel.channelId)}
								data-test="join-channel"
								data-id={channel.channelId}
								onChange={() => toggle(channel.channelId)}
							/>
							{channel.name}
						</label>
					))}
					{errors.has('channels') && (
						<p id={errorId} class={styles.error} role="alert" data-test="join-channels-error">
							{t('limit_join_two')}
						</p>
					)}
				</fieldset>
			</form>
		</Dialog>
	);
}
