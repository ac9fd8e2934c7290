import { templatePreview } from '../../../shared/domain/template-preview.ts';
import { sampleParameters } from '../../state/slot-values.ts';
import { shownName } from '../../state/template-filter.ts';
import type { TemplateView } from '../../state/views.ts';
import { categoryWord } from '../../ui/category.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { languageName } from '../../ui/names.ts';
import { StatusBadge } from '../../ui/template-badges.tsx';
import styles from './dialogs.module.css';
import { PhonePreview } from './phone-preview.tsx';

export interface ShowDialogProps {
	readonly template: TemplateView;
	readonly onClose: () => void;
}

/** A template as it looks on a phone, with its samples. */
export function ShowDialog({ template, onClose }: ShowDialogProps) {
	return (
		<Dialog title={shownName(template)} onClose={onClose} test="template-show">
			<p class={styles.facts}>
				<StatusBadge status={template.status} /> {languageName(template.language)} ·{' '}
				{categoryWord(template.category)}
			</p>
			<PhonePreview preview={templatePreview(template, sampleParameters(template))} />
		</Dialog>
	);
}
