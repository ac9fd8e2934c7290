import { SendHorizontal } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { slotValue } from '../../shared/domain/template.ts';
import type { TemplateForm } from '../state/template-form.ts';
import { Button } from '../ui/button.tsx';
import { CostNote } from '../ui/cost-note.tsx';
import { PreviewView } from '../ui/preview-view.tsx';
import { t } from '../ui/text.ts';
import bubble from './bubble.module.css';
import { useSidebar } from './context.ts';
import { drawPicture } from './stored-picture.tsx';
import styles from './template-form-view.module.css';
import { LocationSlot, MediaSlot, TextSlot, TimeSlot } from './template-slot.tsx';

/** One field per slot, what the recipient will see, and the button. */
export function TemplateFormView({ form }: { readonly form: TemplateForm }) {
	const { templates, sending } = useSidebar();
	const body = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const blocked = form.blocked.value;
	const complete = form.slots.every(slot => (slotValue(form.parameters.value, slot) ?? '') !== '');
	useEffect(() => {
		// With all values found, Enter sends; else the first empty field waits for its value.
		const empty = [...(body.current?.querySelectorAll('input:not([type="file"])') ?? [])].find(
			input => (input as HTMLInputElement).value === '',
		);
		if (complete || !empty) button.current?.focus();
		else (empty as HTMLElement).focus();
	}, [form]);
	const send = () => {
		if (templates.send()) return;
		requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
	};
	return (
		<form
			class={styles.form}
			noValidate
			onSubmit={event => {
				event.preventDefault();
				send();
			}}
		>
			<div ref={body} class={styles.scroll}>
				{form.slots.length > 0 && (
					<div class={styles.slots}>
						{form.slots.map(slot => {
							if (slot.kind === 'location') return <LocationSlot key={slot.id} form={form} slot={slot} />;
							if (slot.kind === 'time') return <TimeSlot key={slot.id} form={form} slot={slot} />;
							if (form.files.has(slot.id)) return <MediaSlot key={slot.id} form={form} slot={slot} />;
							return <TextSlot key={slot.id} form={form} slot={slot} />;
						})}
					</div>
				)}
				<div class={styles.phone} data-test="template-preview" data-direction="outbound" dir="auto">
					<div class={`${bubble.bubble} ${styles.bubble}`}>
						<PreviewView preview={form.preview.value} picture={drawPicture} />
					</div>
				</div>
			</div>
			<div class={styles.end}>
				{blocked && (
					<p class={styles.blocked} role="alert">
						{blocked}
					</p>
				)}
				<span class={styles.via}>
					{t('template_via', { channel: sending.channel.value?.name ?? '' })}
					{form.cost.value && <CostNote cost={form.cost.value} />}
				</span>
				<Button
					look="primary"
					type="submit"
					icon={SendHorizontal}
					buttonRef={button}
					disabled={blocked !== null}
					test="template-send"
				>
					{t('template_send')}
				</Button>
			</div>
		</form>
	);
}
