import { useState } from 'preact/hooks';
import { type BroadcastActs, leftOver } from '../../state/broadcast-acts.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural, type TextKey, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import { RetargetChoices } from './retarget.tsx';
import { problemWords } from './words.ts';

/** What is asked about a broadcast before it is done. */
export interface Asked {
	readonly act: 'cancel' | 'remove' | 'retarget';
	readonly broadcast: BroadcastView;
}

export interface AskDialogProps {
	readonly asked: Asked;
	readonly acts: BroadcastActs;
	readonly onChanged: (broadcast: BroadcastView) => void;
	readonly onRemoved: () => void;
	readonly onClose: () => void;
}

/** Asks, naming what will happen, and does it. */
export function AskDialog({ asked, acts, onChanged, onRemoved, onClose }: AskDialogProps) {
	const { go } = useSettings();
	const [problem, setProblem] = useState<string | null>(null);
	const { act, broadcast } = asked;
	const { id, plan } = broadcast;
	const isBusy = acts.busy.value?.id === id;
	const confirm = async () => {
		if (act === 'remove') {
			const error = await acts.remove(id);
			if (error) return setProblem(problemWords(error));
			onRemoved();
		} else {
			const answer = await acts.move('cancel', id);
			if (!answer.ok) return setProblem(problemWords(answer.error));
			onChanged(answer.value);
		}
		onClose();
	};
	return (
		<Dialog
			title={t(TITLES[act], { name: plan.name })}
			test="broadcast-ask"
			onClose={onClose}
			actions={
				act === 'retarget' ? (
					<Button onClick={onClose}>{t('close')}</Button>
				) : (
					<>
						<Button onClick={onClose}>{t(act === 'cancel' ? 'bc_cancel_keep' : 'cancel')}</Button>
						<Button look="danger" busy={isBusy} test="broadcast-confirm" onClick={() => void confirm()}>
							{act === 'remove' ? t('bc_remove') : plural('bc_cancel_confirm', leftOver(broadcast))}
						</Button>
					</>
				)
			}
		>
			{problem && <p role="alert">{problem}</p>}
			{act === 'cancel' && <p>{plural('bc_cancel_text', leftOver(broadcast))}</p>}
			{act === 'remove' && <p>{t('bc_remove_text')}</p>}
			{act === 'retarget' && (
				<RetargetChoices
					broadcast={broadcast}
					acts={acts}
					onMade={made => {
						onClose();
						go({ search: '', filters: { open: made.id } });
					}}
				/>
			)}
		</Dialog>
	);
}

const TITLES: Record<Asked['act'], TextKey> = {
	cancel: 'bc_cancel_title',
	remove: 'bc_remove_title',
	retarget: 'bc_retarget_title',
};
