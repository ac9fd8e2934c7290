import type { TemplateSlot } from '../../../shared/domain/template.ts';
import { listVariables, variableContext } from '../../../shared/domain/variables.ts';
import type { TemplateChoice } from '../../state/broadcast-template.ts';
import { NO_FILL, type SlotFill } from '../../state/slot-fill.ts';
import fieldStyles from '../../ui/field.module.css';
import { Field, TextField } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { t } from '../../ui/text.ts';
import { SamplePicture } from '../sample-picture.tsx';
import planStyles from './plan.module.css';

export interface SlotFieldProps {
	readonly slot: TemplateSlot;
	readonly state: TemplateChoice;
	readonly prefix: string;
}

/** Variables that stand for something of each recipient or of the channel, not of somebody who types. */
const VARIABLES = listVariables(
	variableContext({ contact: null, record: null, agentName: null, channel: null, now: 0, zone: 'UTC' }),
).filter(({ name }) => !name.startsWith('agent.'));

/** One place of a template: a file, a moment, or a text that may differ for each recipient. */
export function SlotField({ slot, state, prefix }: SlotFieldProps) {
	const label =
		slot.card === null ? labelOf(slot) : t('test_card', { number: slot.card + 1, name: labelOf(slot) });
	const filled = state.fills.value[slot.id];
	const fill = filled ?? NO_FILL;
	// A place that nobody has touched is not wrong yet; the rehearsal names it.
	const error = filled === undefined ? null : (state.gaps.value[slot.id] ?? null);
	const test = `${prefix}-${slot.id}`;
	const write = (text: string) => state.fill(slot.id, { kind: 'text', text });
	switch (slot.kind) {
		case 'image':
		case 'video':
		case 'document':
			return <SlotFile slot={slot} state={state} label={label} error={error} test={test} />;
		case 'time':
			return (
				<Field label={label} error={error}>
					{ids => (
						<input
							{...ids}
							class={fieldStyles.input}
							type="datetime-local"
							value={fill.kind === 'text' ? fill.text : ''}
							data-test={test}
							onInput={event => write(event.currentTarget.value)}
						/>
					)}
				</Field>
			);
		case 'location':
			return (
				<TextField
					label={label}
					error={error}
					value={fill.kind === 'text' ? fill.text : ''}
					placeholder="52.52, 13.40"
					test={test}
					onInput={write}
				/>
			);
		default:
			return (
				<SlotText
					label={label}
					optional={slot.kind === 'url-suffix' ? t('sample_link') : undefined}
					error={error}
					fill={fill}
					test={test}
					onChange={next => state.fill(slot.id, next)}
				/>
			);
	}
}

interface SlotTextProps {
	readonly label: string;
	readonly optional: string | undefined;
	readonly error: string | null;
	readonly fill: SlotFill;
	readonly test: string;
	readonly onChange: (fill: SlotFill) => void;
}

/** A text, a variable or a column; what was typed in one stays as the next one's stand-in where it can. */
function SlotText({ label, optional, error, fill, test, onChange }: SlotTextProps) {
	const source = fill.kind === 'variable' ? fill.name : `:${fill.kind}`;
	const known = fill.kind !== 'variable' || VARIABLES.some(one => one.name === fill.name);
	const fallback = fill.kind === 'text' ? '' : fill.fallback;
	const choose = (next: string) => {
		if (next === ':text') onChange({ kind: 'text', text: fallback });
		else if (next === ':row') onChange({ kind: 'row', column: '', fallback });
		else onChange({ kind: 'variable', name: next, fallback });
	};
	return (
		<Field label={label} optional={optional} error={error}>
			{ids => (
				<div class={planStyles.slot}>
					<select
						class={fieldStyles.input}
						value={source}
						aria-label={t('bc_slot_source', { name: label })}
						data-test={`${test}-source`}
						onChange={event => choose(event.currentTarget.value)}
					>
						<option value=":text">{t('bc_slot_text')}</option>
						<option value=":row">{t('bc_slot_row')}</option>
						{VARIABLES.map(one => (
							<option key={one.name} value={one.name}>
								{one.label}
							</option>
						))}
						{!known && <option value={source}>{source}</option>}
					</select>
					{fill.kind === 'row' && (
						<input
							class={fieldStyles.input}
							type="text"
							value={fill.column}
							placeholder={t('bc_slot_column')}
							aria-label={t('bc_slot_column_of', { name: label })}
							data-test={`${test}-column`}
							onInput={event => onChange({ ...fill, column: event.currentTarget.value })}
						/>
					)}
					<input
						{...ids}
						class={fieldStyles.input}
						type="text"
						dir="auto"
						value={fill.kind === 'text' ? fill.text : fallback}
						placeholder={fill.kind === 'text' ? undefined : t('bc_slot_fallback')}
						aria-label={fill.kind === 'text' ? undefined : t('bc_slot_fallback_of', { name: label })}
						data-test={test}
						onInput={event => {
							const text = event.currentTarget.value;
							onChange(fill.kind === 'text' ? { ...fill, text } : { ...fill, fallback: text });
						}}
					/>
				</div>
			)}
		</Field>
	);
}

interface SlotFileProps extends Omit<SlotFieldProps, 'prefix'> {
	readonly label: string;
	readonly error: string | null;
	readonly test: string;
}

function SlotFile({ slot, state, label, error, test }: SlotFileProps) {
	const upload = state.uploadOf(slot);
	const mediaId = state.files.value[slot.id];
	const stored =
		mediaId === undefined
			? null
			: { filename: '', size: 0, state: 'ready' as const, progress: 1, problem: null };
	return (
		<FileField
			label={label}
			error={error}
			file={upload.current.value ?? stored}
			accept={ACCEPT[slot.kind]}
			picture={slot.kind === 'image' && mediaId ? <SamplePicture mediaId={mediaId} alt={label} /> : undefined}
			test={test}
			onChoose={file => void upload.attach(file)}
			onRetry={() => void upload.retry()}
			onRemove={() => state.removeFile(slot.id)}
		/>
	);
}

const ACCEPT: Record<string, string | undefined> = {
	image: 'image/jpeg,image/png',
	video: 'video/mp4,video/3gpp',
};

function labelOf(slot: TemplateSlot): string {
	switch (slot.kind) {
		case 'location':
			return t('test_place');
		case 'time':
			return t('test_offer_end');
		case 'image':
			return t('photo');
		case 'video':
			return t('video');
		case 'document':
			return t('document');
		default:
			return slot.part === 'button' ? slot.name : `{{${slot.name}}}`;
	}
}
