import type { TemplateSlot } from '../../../shared/domain/template.ts';
import { shownName } from '../../state/template-filter.ts';
import { createTestSend, type TestSend } from '../../state/test-send.ts';
import type { TemplateView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import fieldStyles from '../../ui/field.module.css';
import { Field, TextField } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import form from '../form.module.css';
import styles from './dialogs.module.css';
import { PhonePreview } from './phone-preview.tsx';

export interface TestDialogProps {
	readonly template: TemplateView;
	readonly onClose: () => void;
}

/** Sends a template to one number, to see it on a phone. It costs and counts like any other message. */
export function TestDialog({ template, onClose }: TestDialogProps) {
	const { port, upload, channel, newToken } = useSettings();
	const test = useStateOf(
		() =>
			createTestSend({
				template,
				channelType: channel.peek()?.type ?? 'whatsapp',
				port,
				upload,
				newToken,
			}),
		[template.channelId, template.name, template.language],
	);
	const outcome = test.outcome.value;
	return (
		<Dialog
			title={t('test_title', { name: shownName(template) })}
			onClose={onClose}
			test="test-send-dialog"
			actions={
				<>
					<Button onClick={onClose}>{t('close')}</Button>
					<Button
						look="primary"
						busy={outcome.state === 'sending'}
						disabled={!test.ready.value}
						test="test-send"
						onClick={() => void test.send()}
					>
						{t('test_send')}
					</Button>
				</>
			}
		>
			<form
				class={form.form}
				onSubmit={event => {
					event.preventDefault();
					if (test.ready.value) void test.send();
				}}
			>
				<p>{t('test_help')}</p>
				{outcome.state === 'refused' && (
					<p class={form.summary} role="alert" data-test="test-refused">
						{outcome.reason}
					</p>
				)}
				{outcome.state === 'sent' && (
					<p role="status" data-test="test-sent">
						{t('test_sent', { to: test.phone.value })}
					</p>
				)}
				<TextField
					label={t('test_phone')}
					help={t('test_phone_help')}
					type="tel"
					value={test.phone.value}
					test="test-phone"
					onInput={test.setPhone}
				/>
				{test.slots.map(slot => (
					<Slot key={slot.id} slot={slot} test={test} />
				))}
				<button type="submit" hidden>
					{t('test_send')}
				</button>
			</form>
			<div class={styles.preview}>
				<PhonePreview preview={test.preview.value} />
			</div>
		</Dialog>
	);
}

function Slot({ slot, test }: { readonly slot: TemplateSlot; readonly test: TestSend }) {
	const upload = test.files.get(slot.id);
	const value = test.texts.value[slot.id] ?? '';
	const error = test.problems.value[slot.id] ?? null;
	const name =
		slot.card === null ? labelOf(slot) : t('test_card', { number: slot.card + 1, name: labelOf(slot) });
	const onInput = (text: string) => test.write(slot.id, text);
	if (upload) {
		return (
			<FileField
				label={name}
				error={error}
				file={upload.current.value}
				test={`test-${slot.id}`}
				onChoose={file => void upload.attach(file)}
				onRetry={() => void upload.retry()}
				onRemove={upload.clear}
			/>
		);
	}
	if (slot.kind === 'time') {
		return (
			<Field label={name} error={error}>
				{ids => (
					<input
						{...ids}
						class={fieldStyles.input}
						type="datetime-local"
						value={value}
						data-test={`test-${slot.id}`}
						onInput={event => onInput(event.currentTarget.value)}
					/>
				)}
			</Field>
		);
	}
	return (
		<TextField
			label={name}
			optional={slot.kind === 'url-suffix' ? t('sample_link') : undefined}
			error={error}
			value={value}
			test={`test-${slot.id}`}
			onInput={onInput}
		/>
	);
}

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
