import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Outgoing } from '../../../shared/domain/send-verdict.ts';
import type { SendContentInput } from '../../state/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/text.ts';
import { useSidebar } from '../context.ts';
import styles from './more.module.css';

export interface SendDialogProps {
	readonly title: string;
	readonly test: string;
	/** What stands in the form: what the rules look at and what is sent; null while something is missing. */
	readonly message: { readonly outgoing: Outgoing; readonly content: SendContentInput } | null;
	/** Why there is no message yet. */
	readonly missing: string;
	readonly onClose: () => void;
	readonly children: ComponentChildren;
}

/** A form of one message: the rules are asked before it goes, and nothing is lost when they say no. */
export function SendDialog({ title, test, message, missing, onClose, children }: SendDialogProps) {
	const { sending } = useSidebar();
	const [tried, setTried] = useState(false);
	const verdict = message && sending.check(message.outgoing);
	const problem = verdict === null ? missing : verdict.allowed ? null : verdict.message;
	const send = () => {
		setTried(true);
		if (!message || problem !== null) return;
		sending.send(message.content);
		onClose();
	};
	return (
		<Dialog
			title={title}
			onClose={onClose}
			test={test}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="primary" test="more-send" onClick={send}>
						{t('send')}
					</Button>
				</>
			}
		>
			<form
				class={styles.form}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					send();
				}}
			>
				{children}
				{tried && problem !== null && (
					<p class={styles.problem} role="alert" data-test="more-problem">
						{problem}
					</p>
				)}
				{/* Enter in a field sends, as the button does. */}
				<button type="submit" hidden />
			</form>
		</Dialog>
	);
}
