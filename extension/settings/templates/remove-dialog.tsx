import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { shownName } from '../../state/template-filter.ts';
import type { TemplateList, Templates } from '../../state/templates.ts';
import type { DraftView, TemplateView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { languageName } from '../../ui/names.ts';
import { plural, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import styles from './dialogs.module.css';

export interface RemoveDialogProps {
	readonly template: TemplateView;
	readonly list: TemplateList;
	readonly templates: Templates;
	readonly onClose: () => void;
}

/** Says what deleting means before it is done, and asks in which languages. */
export function RemoveDialog({ template, list, templates, onClose }: RemoveDialogProps) {
	const languages = list.templates.filter(one => one.name === template.name).length;
	const [which, setWhich] = useState<'this' | 'all'>('this');
	const remove = (error: string | null) => showToast(error ?? t('template_removed', { name: template.name }));
	return (
		<Confirm
			title={t('template_remove_title', { name: shownName(template) })}
			action={t('template_remove_action')}
			onClose={onClose}
			act={async () => remove((await templates.remove(template, which))?.message ?? null)}
		>
			<p>{t('template_remove_text', { name: template.name })}</p>
			{languages > 1 && (
				<fieldset class={styles.choice}>
					<legend class="visually-hidden">{t('column_language')}</legend>
					{(['this', 'all'] as const).map(value => (
						<label key={value}>
							<input
								type="radio"
								name="languages"
								checked={which === value}
								data-test={`remove-${value}`}
								onChange={() => setWhich(value)}
							/>
							{value === 'this'
								? t('template_remove_this', { language: languageName(template.language) })
								: plural('template_remove_all', languages)}
						</label>
					))}
				</fieldset>
			)}
		</Confirm>
	);
}

export interface RemoveDraftDialogProps {
	readonly draft: DraftView;
	readonly templates: Templates;
	readonly onClose: () => void;
}

/** Asks before a draft is thrown away. */
export function RemoveDraftDialog({ draft, templates, onClose }: RemoveDraftDialogProps) {
	const name = shownName({ name: draft.draft.name, notes: draft.notes }) || t('draft_no_name');
	return (
		<Confirm
			title={t('draft_remove_title', { name })}
			action={t('draft_remove')}
			onClose={onClose}
			act={async () => {
				const error = await templates.removeDraft(draft.id);
				if (error) showToast(error.message);
			}}
		>
			<p>{t('draft_remove_text')}</p>
		</Confirm>
	);
}

interface ConfirmProps {
	readonly title: string;
	readonly action: string;
	readonly onClose: () => void;
	readonly act: () => Promise<void>;
	readonly children: ComponentChildren;
}

function Confirm({ title, action, onClose, act, children }: ConfirmProps) {
	const [busy, setBusy] = useState(false);
	return (
		<Dialog
			title={title}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button
						look="danger"
						busy={busy}
						test="remove-confirm"
						onClick={() => {
							setBusy(true);
							void act().then(onClose);
						}}
					>
						{action}
					</Button>
				</>
			}
		>
			{children}
		</Dialog>
	);
}
