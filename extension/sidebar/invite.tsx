import { Check, Copy } from 'lucide';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { t } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import styles from './send-notes.module.css';

interface Invited {
	readonly url: string;
	readonly expiresAt: number | null;
	/** False where the browser did not let us write to the clipboard: the link stands there to be copied by hand. */
	readonly copied: boolean;
}

/** Makes the link by which this contact begins, and puts it into the clipboard. */
export function Invite() {
	const { port, conversation, place } = useSidebar();
	const [busy, setBusy] = useState(false);
	const [invited, setInvited] = useState<Invited | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const target = conversation.target.value;
	const contactId = conversation.view.value?.contact.id ?? place.doors.value?.contact?.id;
	if (!target) return null;
	const invite = async () => {
		setBusy(true);
		const answer = await port.call('contact:invite', {
			channelId: target.channelId,
			...(contactId !== undefined && { contactId }),
			...(contactId === undefined && target.kind === 'address' && { address: target.raw, name: target.name }),
		});
		setBusy(false);
		if (!answer.ok) {
			setProblem(answer.error.code === 'offline' ? t('open_offline') : answer.error.message);
			return;
		}
		setProblem(null);
		const copied = await write(answer.value.url);
		setInvited({ ...answer.value, copied });
	};
	return (
		<>
			<Button
				look="link"
				icon={invited?.copied ? Check : Copy}
				busy={busy}
				test="note-invite"
				onClick={() => void invite()}
			>
				{t('invite_copy')}
			</Button>
			{invited && (
				<div class={styles.invited} role="status" data-test="invite-done">
					<input
						class={styles.link}
						readOnly
						value={invited.url}
						aria-label={t('invite_link')}
						onFocus={event => event.currentTarget.select()}
					/>
					<p>
						{t(invited.copied ? 'invite_copied' : 'invite_by_hand')}{' '}
						{invited.expiresAt !== null && t('invite_until', { at: exactTime(invited.expiresAt) })}
					</p>
				</div>
			)}
			{problem !== null && (
				<p class={styles.failed} role="alert" data-test="invite-problem">
					{problem}
				</p>
			)}
		</>
	);
}

async function write(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		// A frame in somebody else's page is kept from it; the older way asks nobody.
		return copyBySelection(text);
	}
}

function copyBySelection(text: string): boolean {
	const box = document.createElement('textarea');
	box.value = text;
	document.body.append(box);
	box.select();
	// Deprecated, and the only way that works in a frame without its embedder's leave.
	const done = typeof document.execCommand === 'function' && document.execCommand('copy');
	box.remove();
	return done;
}
