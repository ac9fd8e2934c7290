import type { ImportView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural, t } from '../../ui/text.ts';

export interface UndoDialogProps {
	readonly one: ImportView;
	readonly onUndo: () => void;
	readonly onClose: () => void;
}

/** Says what taking an import back does, before it is done. */
export function UndoDialog({ one, onUndo, onClose }: UndoDialogProps) {
	return (
		<Dialog
			title={t('import_undo_title', { name: one.filename })}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="danger" test="import-undo-confirm" onClick={onUndo}>
						{t('import_undo')}
					</Button>
				</>
			}
		>
			<p>{plural('import_undo_added', one.added)}</p>
			<p>{plural('import_undo_updated', one.updated)}</p>
			<p>{t('import_undo_kept')}</p>
		</Dialog>
	);
}
