import { useState } from 'preact/hooks';
import { ROLES, type Role } from '../../shared/domain/roles.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { t } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useSettings } from './context.ts';
import { CopyText } from './copy-text.tsx';
import styles from './devices-page.module.css';
import form from './form.module.css';

/** Makes a pairing code for a person. */
export function Invite() {
	const { invite } = useSettings();
	const [name, setName] = useState('');
	const [role, setRole] = useState<Role>('agent');
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const [made, setMade] = useState<{
		readonly code: string;
		readonly expiresAt: number;
		readonly name: string;
	} | null>(null);
	const create = async () => {
		if (name.trim() === '') {
			setProblem(t('error_required'));
			return;
		}
		setBusy(true);
		const result = await invite(name.trim(), role);
		setBusy(false);
		setProblem(result.ok ? null : (result.error.fields?.name ?? result.error.message));
		if (result.ok) setMade({ ...result.value, name: name.trim() });
	};
	return (
		<section class={styles.invite} aria-labelledby="invite-title">
			<h2 class={styles.title} id="invite-title">
				{t('invite_title')}
			</h2>
			<form
				class={form.form}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					void create();
				}}
			>
				<div class={styles.line}>
					<TextField
						label={t('invite_name')}
						value={name}
						error={problem}
						test="invite-name"
						onInput={setName}
					/>
					<SelectField
						label={t('invite_role')}
						value={role}
						options={[...ROLES].reverse().map(one => ({ value: one, label: t(`role_${one}`) }))}
						test="invite-role"
						onChange={value => setRole(value as Role)}
					/>
				</div>
				<p class={form.lead}>{t(`role_${role}_may`)}</p>
				<div class={form.buttons}>
					<Button type="submit" busy={busy} test="invite-create">
						{t('invite_action')}
					</Button>
				</div>
				{made && (
					<CopyText
						label={t('invite_code', { name: made.name })}
						value={made.code}
						help={t('invite_code_help', { until: exactTime(made.expiresAt) })}
						test="invite-code"
					/>
				)}
			</form>
		</section>
	);
}
