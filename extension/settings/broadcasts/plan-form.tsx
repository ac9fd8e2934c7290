import type { Ref } from 'preact';
import type { BroadcastForm } from '../../state/broadcast-form.ts';
import { PLAN_FIELDS } from '../../state/broadcast-values.ts';
import type { Source } from '../../state/loaded.ts';
import type { BroadcastView, RulesView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import { ErrorSummary } from '../error-summary.tsx';
import form from '../form.module.css';
import styles from './broadcasts.module.css';
import { ChannelField, Fallback } from './channel-part.tsx';
import { ContentPart } from './content-part.tsx';
import { OptionsPart } from './options-part.tsx';
import planStyles from './plan.module.css';
import { PLAN_LABELS, planError, planFieldId } from './plan-words.ts';
import { SchedulePart } from './schedule-part.tsx';
import { problemWords } from './words.ts';

export interface PlanFormProps {
	readonly form: BroadcastForm;
	readonly kept: BroadcastView | null;
	readonly rules: Source<RulesView>;
	readonly summary: Ref<HTMLDivElement>;
	readonly onSave: (what?: 'save' | 'saveAnyway') => Promise<boolean>;
	/** Saves and goes on to the people. */
	readonly onNext: () => void;
	readonly onType: () => void;
}

/** All that a person sets about a broadcast. */
export function PlanForm({ form: state, kept, rules, summary, onSave, onNext, onType }: PlanFormProps) {
	const values = state.values.value;
	const problem = state.problem.value;
	const wrong = PLAN_FIELDS.filter(field => state.errors.value[field]);
	const whole = problem && [problemWords(problem), ...state.unplaced.value].join(' ');
	return (
		<form
			class={planStyles.plan}
			noValidate
			data-test="plan-form"
			onInput={onType}
			onSubmit={event => {
				event.preventDefault();
				void onSave();
			}}
		>
			<Newer state={state} onSave={onSave} />
			{kept?.state === 'scheduled' && <p class={form.warning}>{t('bc_scheduled_note')}</p>}
			<ErrorSummary
				boxRef={summary}
				wrong={wrong.map(field => ({
					id: planFieldId(field),
					label: t(PLAN_LABELS[field]),
					error: planError(state, field),
				}))}
				problem={whole}
			/>
			<TextField
				id={planFieldId('name')}
				label={t('column_name')}
				help={t('bc_name_help')}
				value={values.name}
				error={planError(state, 'name')}
				maxLength={120}
				test="broadcast-name"
				onInput={name => state.write({ name })}
			/>
			<ChannelField state={state} />
			<ContentPart
				content={state.content}
				id={planFieldId('content')}
				error={planError(state, 'content')}
				prefix="content"
			/>
			<Fallback state={state} />
			<SchedulePart state={state} rules={rules} />
			<OptionsPart state={state} />
			<SaveBar state={state} kept={kept} onNext={onNext} />
		</form>
	);
}

/** Somebody else saved it meanwhile: nothing is written over, and nothing is lost, without a word. */
function Newer({
	state,
	onSave,
}: {
	readonly state: BroadcastForm;
	readonly onSave: PlanFormProps['onSave'];
}) {
	if (state.newer.value === null) return null;
	return (
		<div class={form.warning} role="alert" data-test="plan-newer">
			<p>{t('bc_newer')}</p>
			<div class={form.buttons}>
				<Button test="take-newer" onClick={state.takeNewer}>
					{t('bc_newer_take')}
				</Button>
				<Button look="quiet" test="save-anyway" onClick={() => void onSave('saveAnyway')}>
					{t('bc_newer_keep')}
				</Button>
			</div>
		</div>
	);
}

interface SaveBarProps {
	readonly state: BroadcastForm;
	readonly kept: BroadcastView | null;
	readonly onNext: () => void;
}

function SaveBar({ state, kept, onNext }: SaveBarProps) {
	const { link } = useSettings();
	const dirty = state.dirty.value;
	return (
		<div class={planStyles.saveBar}>
			<Button look="primary" test="broadcast-next" busy={state.busy.value} onClick={onNext}>
				{t('bc_next_recipients')}
			</Button>
			<Button type="submit" busy={state.busy.value} test="broadcast-save">
				{t('save')}
			</Button>
			<span class={styles.meta} role="status" data-test="plan-state">
				{dirty ? t(link.online.value ? 'bc_not_saved' : 'bc_not_saved_away') : kept ? t('bc_saved') : ''}
			</span>
		</div>
	);
}
