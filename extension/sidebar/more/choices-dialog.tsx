import { Plus, X } from 'lucide';
import { useState } from 'preact/hooks';
import { choicesForm } from '../../../shared/domain/choices.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useSidebar } from '../context.ts';
import styles from './more.module.css';
import { SendDialog } from './send-dialog.tsx';
import { TextArea } from './text-area.tsx';

const MOST = 10;
const FORMS: Record<ReturnType<typeof choicesForm>, TextKey> = {
	buttons: 'choices_as_buttons',
	list: 'choices_as_list',
	numbered: 'choices_as_numbers',
};

/** A text with up to ten choices; how they will look is said while they are written. */
export function ChoicesDialog({ onClose }: { readonly onClose: () => void }) {
	const { sending } = useSidebar();
	const [text, setText] = useState('');
	const [listLabel, setListLabel] = useState('');
	const [titles, setTitles] = useState<readonly string[]>(['', '']);
	const capabilities = sending.capabilities.value;
	const options = titles
		.map(title => title.trim())
		.filter(title => title !== '')
		.map(title => ({ id: title, title, detail: null }));
	const words = text.trim();
	const form =
		capabilities && options.length > 0 ? choicesForm(capabilities, { text: words, options }) : null;
	const change = (at: number, title: string) =>
		setTitles(titles.map((one, index) => (index === at ? title : one)));
	const label = form === 'list' && listLabel.trim() !== '' ? listLabel.trim() : null;
	return (
		<SendDialog
			title={t('more_choices')}
			test="choices-dialog"
			missing={t('choices_missing')}
			message={
				words !== '' && options.length > 0
					? {
							outgoing: { kind: 'choices', text: words, footer: null, listLabel: label, options },
							content: {
								kind: 'choices',
								text: words,
								options: options.map(({ title }) => ({ title })),
								...(label !== null && { listLabel: label }),
							},
						}
					: null
			}
			onClose={onClose}
		>
			<TextArea label={t('choices_text')} value={text} test="choices-text" onInput={setText} />
			<fieldset class={styles.group}>
				<legend class={styles.legend}>{t('choices_options')}</legend>
				<ol class={styles.options}>
					{titles.map((title, index) => (
						<li key={index} class={styles.option}>
							<input
								class={field.input}
								value={title}
								aria-label={t('choices_option', { number: index + 1 })}
								placeholder={t('choices_option', { number: index + 1 })}
								data-test="choices-option"
								onInput={event => change(index, event.currentTarget.value)}
							/>
							{titles.length > 1 && (
								<IconButton
									icon={X}
									small
									label={t('choices_remove', { number: index + 1 })}
									onClick={() => setTitles(titles.filter((_, at) => at !== index))}
								/>
							)}
						</li>
					))}
				</ol>
				{titles.length < MOST && (
					<div>
						<Button look="quiet" icon={Plus} test="choices-add" onClick={() => setTitles([...titles, ''])}>
							{t('choices_add')}
						</Button>
					</div>
				)}
			</fieldset>
			{form === 'list' && (
				<TextField
					label={t('choices_list_label')}
					optional={t('optional')}
					placeholder={t('choices_list')}
					maxLength={20}
					value={listLabel}
					onInput={setListLabel}
				/>
			)}
			{form && (
				<p class={styles.note} role="status" data-test="choices-form" data-form={form}>
					{t(FORMS[form])}
				</p>
			)}
		</SendDialog>
	);
}
