import { Crosshair, Paperclip, TextCursorInput, TriangleAlert } from 'lucide';
import { useRef } from 'preact/hooks';
import type { TemplateSlot } from '../../shared/domain/template.ts';
import { slotContext, type TemplateForm } from '../state/template-form.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { t } from '../ui/text.ts';
import { localMinute } from '../ui/time.ts';
import { FileStrip } from './attachment-strip.tsx';
import { useSidebar } from './context.ts';
import styles from './template-slot.module.css';

export interface SlotProps {
	readonly form: TemplateForm;
	readonly slot: TemplateSlot;
}

/** A field for one variable: its value, where it came from, and other values of the page. */
export function TextSlot({ form, slot }: SlotProps) {
	const { port } = useSidebar();
	const filling = form.fillings.value[slot.id];
	const source = filling?.source ?? null;
	const show = (key: string | null) => port.toPage({ kind: 'highlight', fieldKey: key });
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: pointing at a field points at its place on the page, as its focus does
		<div
			class={styles.slot}
			data-test="template-field"
			data-slot={slot.id}
			onMouseEnter={() => show(source?.key ?? null)}
			onMouseLeave={() => show(null)}
		>
			<div class={styles.field}>
				<TextField
					label={labelOf(slot)}
					optional={slotContext(form.template, slot) ?? undefined}
					value={filling?.value ?? ''}
					placeholder={slot.sample ? t('slot_sample', { sample: slot.sample }) : undefined}
					error={form.problems.value[slot.id]}
					onInput={value => form.write(slot.id, value)}
					onFocus={() => show(source?.key ?? null)}
					onBlur={() => show(null)}
				/>
				{form.choices.length > 0 && (
					<Menu
						label={t('slot_choose')}
						buttonClass={styles.choose}
						test="template-value"
						items={form.choices.map(field => ({
							id: field.key,
							label: field.value,
							detail: field.label,
							checked: source?.key === field.key,
							onSelect: () => form.take(slot.id, field),
						}))}
					>
						<Icon node={TextCursorInput} />
					</Menu>
				)}
			</div>
			{source && (
				<p class={filling?.sure ? styles.source : styles.unsure} data-test="template-source">
					<Icon node={filling?.sure ? Crosshair : TriangleAlert} size={12} />
					{t(filling?.sure ? 'slot_source' : 'slot_unsure', { label: source.label })}
				</p>
			)}
		</div>
	);
}

/** The file of a header or a card. */
export function MediaSlot({ form, slot }: SlotProps) {
	const input = useRef<HTMLInputElement>(null);
	const file = form.files.get(slot.id);
	if (!file) return null;
	const accept =
		slot.kind === 'image' ? 'image/jpeg,image/png' : slot.kind === 'video' ? 'video/mp4' : undefined;
	return (
		<div class={styles.slot} data-test="template-field" data-slot={slot.id}>
			<Field label={labelOf(slot)} error={form.problems.value[slot.id]}>
				{ids => (
					<>
						<FileStrip attaching={file} />
						<input
							{...ids}
							ref={input}
							class="visually-hidden"
							type="file"
							accept={accept}
							tabIndex={-1}
							onChange={event => {
								const chosen = event.currentTarget.files?.[0];
								if (chosen) void file.attach(chosen);
								event.currentTarget.value = '';
							}}
						/>
						<Button icon={Paperclip} onClick={() => input.current?.click()}>
							{t(file.current.value ? 'slot_other_file' : 'slot_choose_file')}
						</Button>
					</>
				)}
			</Field>
		</div>
	);
}

/** The place that a location header points to. */
export function LocationSlot({ form, slot }: SlotProps) {
	const place = form.location.value;
	return (
		<fieldset class={styles.place} data-test="template-field" data-slot={slot.id}>
			<legend>{t('location')}</legend>
			<TextField
				label={t('slot_latitude')}
				value={place.latitude}
				error={form.problems.value[slot.id]}
				onInput={latitude => form.setLocation({ latitude })}
			/>
			<TextField
				label={t('slot_longitude')}
				value={place.longitude}
				onInput={longitude => form.setLocation({ longitude })}
			/>
			<TextField
				label={t('slot_place_name')}
				value={place.name}
				onInput={name => form.setLocation({ name })}
			/>
			<TextField
				label={t('slot_place_address')}
				value={place.address}
				onInput={address => form.setLocation({ address })}
			/>
		</fieldset>
	);
}

/** When a limited-time offer ends. */
export function TimeSlot({ form, slot }: SlotProps) {
	const at = form.offerEndsAt.value;
	return (
		<div class={styles.slot} data-test="template-field" data-slot={slot.id}>
			<Field label={labelOf(slot)} error={form.problems.value[slot.id]}>
				{ids => (
					<input
						{...ids}
						class={styles.time}
						type="datetime-local"
						value={at === null ? '' : localMinute(at)}
						onInput={event => {
							const chosen = new Date(event.currentTarget.value).getTime();
							form.setOfferEnd(Number.isNaN(chosen) ? null : chosen);
						}}
					/>
				)}
			</Field>
		</div>
	);
}

function labelOf(slot: TemplateSlot): string {
	const label = ownLabel(slot);
	return slot.card === null ? label : t('slot_card', { label, number: slot.card + 1 });
}

function ownLabel(slot: TemplateSlot): string {
	if (slot.kind === 'time') return t('slot_offer_end');
	if (slot.kind === 'image') return t('photo');
	if (slot.kind === 'video') return t('video');
	if (slot.kind === 'document') return t('document');
	if (slot.part === 'button') return t('slot_button', { name: slot.name });
	if (/^\d+$/.test(slot.name))
		return t(slot.part === 'header' ? 'slot_header' : 'slot_body', { number: slot.name });
	const words = slot.name.replaceAll('_', ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
