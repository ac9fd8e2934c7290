import { X } from 'lucide';
import { useId, useState } from 'preact/hooks';
import { nameKey } from '../../../shared/domain/contact-fields.ts';
import { Badge } from '../../ui/badge.tsx';
import field from '../../ui/field.module.css';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../ui/text.ts';
import styles from './contacts.module.css';

export interface TagPickerProps {
	readonly label: string;
	readonly known: readonly string[];
	readonly chosen: readonly string[];
	readonly onChange: (chosen: readonly string[]) => void;
	readonly test: string;
	/** Makes a tag that does not exist; without it only known ones are taken. True when it is there. */
	readonly onCreate?: (name: string) => Promise<boolean>;
	readonly error?: string | null;
}

/** Tags as chips, and a field to add one by its name: Enter takes it, or the choice of the list. */
export function TagPicker(props: TagPickerProps) {
	const { label, known, chosen, onChange, test, onCreate } = props;
	const [text, setText] = useState('');
	const [problem, setProblem] = useState<string | null>(null);
	const listId = useId();
	const has = (tags: readonly string[], name: string) =>
		tags.find(tag => nameKey(tag) === nameKey(name)) ?? null;
	const take = async (name: string) => {
		if (name.trim() === '') return;
		const tag = has(known, name);
		if (tag === null && !(onCreate && (await onCreate(name.trim())))) {
			if (!onCreate) setProblem(t('tag_unknown', { name: name.trim() }));
			return;
		}
		setText('');
		setProblem(null);
		if (has(chosen, name) === null) onChange([...chosen, tag ?? name.trim()]);
	};
	return (
		<Field label={label} error={problem ?? props.error} {...(onCreate && { help: t('tag_help') })}>
			{ids => (
				<div class={styles.picker}>
					{chosen.map(tag => (
						<span key={tag} class={styles.chip} data-test={`${test}-chip`}>
							<Badge>{tag}</Badge>
							<IconButton
								small
								icon={X}
								label={t('tag_take', { name: tag })}
								test={`${test}-take`}
								onClick={() => onChange(chosen.filter(one => one !== tag))}
							/>
						</span>
					))}
					<input
						{...ids}
						class={field.input}
						type="text"
						list={listId}
						value={text}
						maxLength={60}
						data-test={test}
						onInput={event => {
							const next = event.currentTarget.value;
							setProblem(null);
							// A choice of the list comes as a whole, without a key.
							if (
								event instanceof InputEvent &&
								event.inputType === 'insertReplacementText' &&
								has(known, next)
							)
								void take(next);
							else setText(next);
						}}
						onKeyDown={event => {
							if (event.key !== 'Enter') return;
							event.preventDefault();
							void take(event.currentTarget.value);
						}}
						onBlur={event => {
							// Nothing that was typed is lost by going on to the next field.
							if (has(known, event.currentTarget.value)) void take(event.currentTarget.value);
						}}
					/>
					<datalist id={listId}>
						{known
							.filter(tag => has(chosen, tag) === null)
							.map(tag => (
								<option key={tag} value={tag} />
							))}
					</datalist>
				</div>
			)}
		</Field>
	);
}
