import { Braces } from 'lucide';
import { useRef } from 'preact/hooks';
import { fillText, listVariables, variableContext } from '../../../shared/domain/variables.ts';
import field from '../../ui/field.module.css';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { insertText } from '../../ui/insert-text.ts';
import { Menu } from '../../ui/menu.tsx';
import { t } from '../../ui/text.ts';
import styles from './quick-replies.module.css';

/** Nobody in particular: only the names of the variables count here. */
const NOBODY = variableContext({
	contact: null,
	record: null,
	agentName: null,
	channel: null,
	now: 0,
	zone: 'UTC',
});

export interface VariableTextProps {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly error: string | null;
	readonly onInput: (text: string) => void;
	/** Marks the field; its list of variables is marked after it. */
	readonly test?: string;
}

/** A text with variables, which are filled when it is put into a message. */
export function VariableText(props: VariableTextProps) {
	const { id, label, value, error, onInput, test = 'quick-reply-text' } = props;
	const box = useRef<HTMLTextAreaElement>(null);
	const problem = fillText(value, NOBODY).problem;
	return (
		<Field id={id} label={label} error={error ?? problem} help={t('variables_help')}>
			{ids => (
				<div class={styles.text}>
					<textarea
						{...ids}
						ref={box}
						class={field.input}
						rows={5}
						dir="auto"
						value={value}
						data-test={test}
						onInput={event => onInput(event.currentTarget.value)}
					/>
					<Menu
						buttonClass={styles.variables}
						test={`${test.replace(/-text$/, '')}-variable`}
						items={listVariables(NOBODY).map(({ name, label: words }) => ({
							id: name,
							label: words,
							detail: `{{ ${name} }}`,
							test: 'variable-option',
							onSelect: () => box.current && insertText(box.current, `{{ ${name} }}`),
						}))}
					>
						<Icon node={Braces} />
						{t('variable_menu')}
					</Menu>
				</div>
			)}
		</Field>
	);
}
