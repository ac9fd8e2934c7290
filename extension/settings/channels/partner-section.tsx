import { useState } from 'preact/hooks';
import { createPartner } from '../../state/channel-choices.ts';
import type { PartnerView, RelayError } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import form from '../form.module.css';
import { HelpSection } from '../help-section.tsx';
import { LoadedView } from '../loaded-view.tsx';

/** Partner access, by which the relay makes keys of numbers itself. */
export function PartnerSection() {
	const { port } = useSettings();
	const partner = useStateOf(() => createPartner(port), []);
	const [changing, setChanging] = useState(false);
	return (
		<HelpSection title={t('partner_title')} test="partner">
			<div class={form.form}>
				<p>{t('partner_text')}</p>
				<p class={form.warning} data-test="partner-warning">
					{t('partner_revokes')}
				</p>
				<LoadedView
					loaded={partner.current.value}
					failed={t('partner_failed')}
					onRetry={() => void partner.load()}
				>
					{({ partner: stored }) =>
						stored && !changing ? (
							<Stored
								partner={stored}
								onChange={() => setChanging(true)}
								onEnd={() => port.call('channel:set-partner', { partner: null }).then(partner.load)}
							/>
						) : (
							<PartnerForm
								stored={stored}
								onSaved={next => {
									partner.take({ partner: next });
									setChanging(false);
								}}
								onCancel={stored ? () => setChanging(false) : null}
							/>
						)
					}
				</LoadedView>
			</div>
		</HelpSection>
	);
}

interface StoredProps {
	readonly partner: PartnerView;
	readonly onChange: () => void;
	readonly onEnd: () => Promise<void>;
}

function Stored({ partner, onChange, onEnd }: StoredProps) {
	const [busy, setBusy] = useState(false);
	return (
		<>
			<p data-test="partner-stored">{t('partner_stored', { id: partner.partnerId, key: partner.key })}</p>
			<div class={form.buttons}>
				<Button test="partner-change" onClick={onChange}>
					{t('replace')}
				</Button>
				<Button
					look="quiet"
					busy={busy}
					test="partner-end"
					onClick={() => {
						setBusy(true);
						void onEnd().finally(() => setBusy(false));
					}}
				>
					{t('partner_end')}
				</Button>
			</div>
		</>
	);
}

interface PartnerFormProps {
	readonly stored: PartnerView | null;
	readonly onSaved: (partner: PartnerView | null) => void;
	readonly onCancel: (() => void) | null;
}

function PartnerForm({ stored, onSaved, onCancel }: PartnerFormProps) {
	const { port } = useSettings();
	const [partnerId, setPartnerId] = useState(stored?.partnerId ?? '');
	const [key, setKey] = useState('');
	const [apiUrl, setApiUrl] = useState(stored?.apiUrl ?? '');
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<RelayError | null>(null);
	const [missing, setMissing] = useState(false);
	const save = async () => {
		const empty = partnerId.trim() === '' || key.trim() === '';
		setMissing(empty);
		if (empty || busy) return;
		setBusy(true);
		const answer = await port.call('channel:set-partner', {
			partner: { partnerId, key, ...(apiUrl.trim() !== '' && { apiUrl: apiUrl.trim() }) },
		});
		setBusy(false);
		setProblem(answer.ok ? null : answer.error);
		if (answer.ok) onSaved(answer.value.partner);
	};
	const required = (value: string) => (missing && value.trim() === '' ? t('error_required') : null);
	return (
		<form
			class={form.form}
			noValidate
			onSubmit={event => {
				event.preventDefault();
				void save();
			}}
		>
			<TextField
				label={t('partner_id')}
				help={t('partner_id_help')}
				value={partnerId}
				error={required(partnerId)}
				exact
				test="partner-id"
				onInput={setPartnerId}
			/>
			<TextField
				label={t('partner_key')}
				help={t('partner_key_help')}
				value={key}
				error={required(key)}
				exact
				test="partner-key"
				onInput={setKey}
			/>
			<details class={form.advanced} open={apiUrl !== ''}>
				<summary>{t('advanced')}</summary>
				<TextField
					label={t('field_api_url')}
					optional={t('optional')}
					help={t('field_api_url_help')}
					value={apiUrl}
					exact
					test="partner-api-url"
					onInput={setApiUrl}
				/>
			</details>
			{problem && (
				<p class={form.summary} role="alert" data-test="partner-problem">
					{problem.message}
				</p>
			)}
			<div class={form.buttons}>
				<Button look="primary" type="submit" busy={busy} test="partner-save">
					{t('save')}
				</Button>
				{onCancel && (
					<Button look="quiet" onClick={onCancel}>
						{t('cancel')}
					</Button>
				)}
			</div>
		</form>
	);
}
