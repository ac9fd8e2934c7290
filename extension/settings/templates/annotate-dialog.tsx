import { useState } from 'preact/hooks';
import { tagsOf } from '../../state/template-tags.ts';
import type { Templates } from '../../state/templates.ts';
import type { TemplateView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from '../form.module.css';
import { NOTE_LIMITS } from './note-limits.ts';

export interface AnnotateDialogProps {
	readonly template: TemplateView;
	readonly templates: Templates;
	readonly onClose: () => void;
}

/** Changes what is ours about a template. */
export function AnnotateDialog({ template, templates, onClose }: AnnotateDialogProps) {
	const [label, setLabel] = useState(template.notes.label);
	const [description, setDescription] = useState(template.notes.description);
	const [tags, setTags] = useState(template.notes.tags.join(', '));
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const save = async () => {
		setBusy(true);
		const error = await templates.annotate(template, {
			...template.notes,
			label,
			description,
			tags: tagsOf(tags),
		});
		setBusy(false);
		if (error) setProblem(error.message);
		else onClose();
	};
	return (
		<Dialog
			title={t('template_annotate_title', { name: template.name })}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="primary" busy={busy} test="annotate-save" onClick={() => void save()}>
						{t('save')}
					</Button>
				</>
			}
		>
			<form
				class={styles.form}
				onSubmit={event => {
					event.preventDefault();
					void save();
				}}
			>
				{problem && (
					<p class={styles.summary} role="alert">
						{problem}
					</p>
				)}
				<TextField
					label={t('builder_label')}
					help={t('builder_label_help')}
					value={label}
					maxLength={NOTE_LIMITS.label}
					test="annotate-label"
					onInput={setLabel}
				/>
				<TextField
					label={t('builder_description')}
					help={t('builder_description_help')}
					value={description}
					maxLength={NOTE_LIMITS.description}
					test="annotate-description"
					onInput={setDescription}
				/>
				<TextField
					label={t('builder_tags')}
					help={t('builder_tags_help')}
					value={tags}
					test="annotate-tags"
					onInput={setTags}
				/>
				<button type="submit" hidden>
					{t('save')}
				</button>
			</form>
		</Dialog>
	);
}
