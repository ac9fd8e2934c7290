import { useState } from 'preact/hooks';
import type { MessageProblem, MessageView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { t } from '../ui/text.ts';
import { clockTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import { SendAgainDialog } from './send-again-dialog.tsx';
import styles from './truth-line.module.css';

/** What is true of a message that failed, waits, or of which nobody knows; and the one next step. */
export function TruthLine({ message }: { readonly message: MessageView }) {
	const { acts } = useSidebar();
	const { problem, status } = message;
	const refused = acts.problems.value.get(message.id);
	if (!problem && !refused) return null;
	const tone = status === 'failed' ? styles.bad : status === 'unknown' ? styles.warn : styles.quiet;
	return (
		<div
			class={classes(styles.truth, message.direction === 'outbound' && styles.out, tone)}
			data-test="truth-line"
		>
			{problem && (
				<p>
					{problem.sentence} {problem.nextStep}
				</p>
			)}
			{problem?.retryAt != null && status === 'queued' && (
				<p>{t('truth_retry_at', { at: clockTime(problem.retryAt) })}</p>
			)}
			{refused && <p role="alert">{refused.message}</p>}
			{message.retriedBy !== null ? (
				<p class={styles.done}>{t('truth_retried')}</p>
			) : (
				problem && <Actions message={message} problem={problem} />
			)}
			{problem && <Details problem={problem} />}
		</div>
	);
}

function Actions({ message, problem }: { readonly message: MessageView; readonly problem: MessageProblem }) {
	const { acts, templates } = useSidebar();
	const [asking, setAsking] = useState(false);
	const busy = acts.busy.value.has(message.id);
	const byTemplate = problem.code === 'window-closed' || problem.stops === 'template';
	const again = message.status === 'unknown' || (message.status === 'failed' && problem.retry === 'manual');
	if (message.status === 'queued' || message.direction === 'inbound') return null;
	return (
		<div class={styles.actions}>
			{byTemplate && (
				<Button look="link" test="truth-template" onClick={templates.open}>
					{t('choose_template')}
				</Button>
			)}
			{again && (
				<Button
					look="link"
					busy={busy}
					test="retry"
					onClick={() => (message.status === 'unknown' ? setAsking(true) : void acts.retry(message))}
				>
					{t('send_again')}
				</Button>
			)}
			{message.status === 'unknown' && (
				<>
					<Button
						look="link"
						busy={busy}
						test="settle-sent"
						onClick={() => void acts.settle(message, 'sent')}
					>
						{t('it_arrived')}
					</Button>
					<Button
						look="link"
						busy={busy}
						test="settle-failed"
						onClick={() => void acts.settle(message, 'failed')}
					>
						{t('it_did_not_arrive')}
					</Button>
				</>
			)}
			{asking && <SendAgainDialog onClose={() => setAsking(false)} onSend={() => void acts.retry(message)} />}
		</div>
	);
}

function Details({ problem }: { readonly problem: MessageProblem }) {
	const codes = [problem.code, problem.providerCode].filter(Boolean).join(' · ');
	return (
		<details class={styles.details}>
			<summary>{t('details')}</summary>
			<p>
				<code>{codes}</code>
			</p>
			{problem.detail && <p>{problem.detail}</p>}
		</details>
	);
}
