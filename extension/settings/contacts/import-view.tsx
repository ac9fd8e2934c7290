import { ArrowLeft } from 'lucide';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { ContactFields } from '../../state/contact-fields.ts';
import { type ContactImport, createContactImport, type ImportStep } from '../../state/contact-import.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './contacts.module.css';
import steps from './import.module.css';
import { ImportCheck } from './import-check.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportRun } from './import-run.tsx';
import { wordsOf } from './words.ts';

const STEPS: readonly (readonly [step: ImportStep, title: TextKey])[] = [
	['file', 'import_step_file'],
	['columns', 'import_step_columns'],
	['check', 'import_step_check'],
	['run', 'import_step_run'],
];

export interface ImportViewProps {
	/** Stands in the address: the same import is found again after a reload. */
	readonly importId: string;
	readonly fields: ContactFields;
}

/** An import, step by step. Nothing is stored before the last. */
export function ImportView({ importId, fields }: ImportViewProps) {
	const { port, upload, formDrafts, go } = useSettings();
	const state = useStateOf(
		() => createContactImport({ port, upload, drafts: formDrafts, importId }),
		[importId],
	);
	useLeaveWarning(useCallback(() => state.dirty.peek(), [state]));
	const step = state.step.value;
	const problem = state.problem.value;
	return (
		<>
			<div class={styles.head}>
				<IconButton icon={ArrowLeft} label={t('contacts_back')} onClick={() => go({ filters: {} })} />
				<PageHead title={t('import_title')} />
			</div>
			<ol class={steps.steps}>
				{STEPS.map(([one, title]) => (
					<li key={one} aria-current={one === step ? 'step' : undefined} data-test={`step-${one}`}>
						{t(title)}
					</li>
				))}
			</ol>
			{problem && (
				<p class={styles.problem} role="alert" data-test="import-problem">
					{wordsOf(problem)}
				</p>
			)}
			<StepBody key={step} step={step} state={state} fields={fields} />
		</>
	);
}

interface StepBodyProps {
	readonly step: ImportStep;
	readonly state: ContactImport;
	readonly fields: ContactFields;
}

/** Takes the keyboard when a new step begins, so that a reader hears it. */
function StepBody({ step, state, fields }: StepBodyProps) {
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (step !== 'file') box.current?.focus();
	}, []);
	return (
		<div ref={box} tabIndex={-1} class={steps.step}>
			{step === 'file' && <ImportFile state={state} />}
			{step === 'columns' && <ImportColumns state={state} fields={fields} />}
			{step === 'check' && <ImportCheck state={state} fields={fields} />}
			{step === 'run' && <ImportRun state={state} />}
		</div>
	);
}
