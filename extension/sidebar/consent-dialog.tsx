import { useEffect, useRef, useState } from 'preact/hooks';
import { createConsents } from '../state/consents.ts';
import type { ContactView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { ConsentLine } from '../ui/consent-line.tsx';
import { Dialog } from '../ui/dialog.tsx';
import field from '../ui/field.module.css';
import { Field, TextField } from '../ui/field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import { localMinute } from '../ui/time.ts';
import { useStateOf } from '../ui/use-state-of.ts';
import styles from './consent-dialog.module.css';
import { useSidebar } from './context.ts';

export interface ConsentDialogProps {
	readonly contact: ContactView;
	/** What is asked for: only the ledger, or a new line of it. */
	readonly kind: 'history' | 'opt-in' | 'opt-out';
	readonly onClose: () => void;
}

/** A contact's consent ledger, and the form of one line more. */
export function ConsentDialog({ contact, kind, onClose }: ConsentDialogProps) {
	const { port } = useSidebar();
	const consents = useStateOf(() => createConsents(port, { contactId: contact.id }), [contact.id]);
	const { value, problem } = consents.current.value;
	const word = kind === 'history' ? null : kind;
	return (
		<Dialog
			title={t(
				kind === 'history'
					? 'consent_history'
					: kind === 'opt-in'
						? 'consent_record_in'
						: 'consent_record_out',
			)}
			onClose={onClose}
			test="consent-dialog"
		>
			<div class={styles.box}>
				{word && <RecordForm contact={contact} word={word} record={consents.record} onDone={onClose} />}
				{value === null ? (
					problem ? (
						<p class={styles.problem} role="alert">
							{problem.code === 'offline' ? t('open_offline') : problem.message}{' '}
							<Button look="link" onClick={() => void consents.load()}>
								{t('try_again')}
							</Button>
						</p>
					) : (
						<Skeleton lines={2} />
					)
				) : value.length === 0 ? (
					<p class={styles.quiet}>{t('consent_nothing')}</p>
				) : (
					<ol class={styles.list}>
						{value.map(line => (
							<ConsentLine key={line.id} line={line} />
						))}
					</ol>
				)}
				{consents.hasMore.value && (
					<Button look="link" onClick={() => void consents.loadMore()}>
						{t('list_more')}
					</Button>
				)}
			</div>
		</Dialog>
	);
}

interface RecordFormProps {
	readonly contact: ContactView;
	readonly word: 'opt-in' | 'opt-out';
	readonly record: ReturnType<typeof createConsents>['record'];
	readonly onDone: () => void;
}

function RecordForm({ contact, word, record, onDone }: RecordFormProps) {
	const { sending, clock, conversation } = useSidebar();
	const input = useRef<HTMLInputElement>(null);
	// After the dialog itself has taken the focus.
	useEffect(() => void requestAnimationFrame(() => input.current?.focus()), []);
	const [evidence, setEvidence] = useState('');
	const [at, setAt] = useState<string>('');
	const [busy, setBusy] = useState(false);
	// A second press may come before the button is drawn as busy, and a line cannot be taken back.
	const recording = useRef(false);
	const [problem, setProblem] = useState<string | null>(null);
	const now = clock.now.value;
	const save = async () => {
		const channelType = sending.channel.peek()?.type;
		if (!channelType || recording.current) return;
		if (evidence.trim() === '') {
			setProblem(t('error_required'));
			return;
		}
		const said = at === '' ? Number.NaN : new Date(at).getTime();
		recording.current = true;
		setBusy(true);
		const error = await record({
			contactId: contact.id,
			channelType,
			word,
			evidence,
			...(!Number.isNaN(said) && { at: said }),
		});
		recording.current = false;
		setBusy(false);
		if (error) {
			setProblem(error.fields?.evidence ?? error.fields?.at ?? error.message);
			return;
		}
		void conversation.refresh();
		onDone();
	};
	return (
		<form
			class={styles.form}
			noValidate
			onSubmit={event => {
				event.preventDefault();
				void save();
			}}
		>
			<p>{t(word === 'opt-in' ? 'consent_in_text' : 'consent_out_text', { name: contact.name })}</p>
			<TextField
				inputRef={input}
				label={t('consent_evidence')}
				help={t('consent_evidence_help')}
				value={evidence}
				error={problem}
				test="consent-evidence"
				onInput={next => {
					setEvidence(next);
					setProblem(null);
				}}
			/>
			<Field label={t('consent_when')} optional={t('consent_when_now')}>
				{ids => (
					<input
						{...ids}
						class={field.input}
						type="datetime-local"
						max={localMinute(now)}
						value={at}
						data-test="consent-at"
						onInput={event => setAt(event.currentTarget.value)}
					/>
				)}
			</Field>
			<div>
				<Button look="primary" type="submit" busy={busy} test="consent-save">
					{t(word === 'opt-in' ? 'consent_record_in' : 'consent_record_out')}
				</Button>
			</div>
		</form>
	);
}
