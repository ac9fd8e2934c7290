import type { TemplateList, Templates } from '../../state/templates.ts';
import { AnnotateDialog } from './annotate-dialog.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { RemoveDialog, RemoveDraftDialog } from './remove-dialog.tsx';
import { ShowDialog } from './show-dialog.tsx';
import type { Asking } from './template-table.tsx';
import { TestDialog } from './test-dialog.tsx';

export interface TemplateDialogProps {
	readonly asking: Asking;
	readonly list: TemplateList;
	readonly templates: Templates;
	readonly onClose: () => void;
}

/** The dialog over the list that a row asked for. */
export function TemplateDialog({ asking, list, templates, onClose }: TemplateDialogProps) {
	switch (asking.kind) {
		case 'show':
			return <ShowDialog template={asking.template} onClose={onClose} />;
		case 'test':
			return <TestDialog template={asking.template} onClose={onClose} />;
		case 'history':
			return <HistoryDialog template={asking.template} templates={templates} onClose={onClose} />;
		case 'annotate':
			return <AnnotateDialog template={asking.template} templates={templates} onClose={onClose} />;
		case 'remove':
			return <RemoveDialog template={asking.template} list={list} templates={templates} onClose={onClose} />;
		case 'remove-draft':
			return <RemoveDraftDialog draft={asking.draft} templates={templates} onClose={onClose} />;
	}
}
