import { Bold, Code, Italic, Strikethrough } from 'lucide';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { nextVariable, type VariablePart } from '../../../../shared/domain/template-draft.ts';
import { Button } from '../../../ui/button.tsx';
import field from '../../../ui/field.module.css';
import { IconButton } from '../../../ui/icon-button.tsx';
import { insertText } from '../../../ui/insert-text.ts';
import { Menu } from '../../../ui/menu.tsx';
import { type TextKey, t } from '../../../ui/text.ts';
import { useBuilder } from './context.ts';
import { PlaceField } from './place-field.tsx';
import styles from './text-editor.module.css';

const MARKS = [
	{ mark: '*', icon: Bold, label: 'mark_bold', key: 'b' },
	{ mark: '_', icon: Italic, label: 'mark_italic', key: 'i' },
	{ mark: '~', icon: Strikethrough, label: 'mark_strike', key: null },
	{ mark: '```', icon: Code, label: 'mark_code', key: null },
] as const;

/** Names that variables are often given. */
const WISHES: readonly (readonly [wish: string, label: TextKey])[] = [
	['first_name', 'wish_first_name'],
	['last_name', 'wish_last_name'],
	['order_number', 'wish_order_number'],
	['date', 'wish_date'],
	['time', 'wish_time'],
	['amount', 'wish_amount'],
	['agent_name', 'wish_agent_name'],
];

export interface TextEditorProps {
	readonly place: VariablePart;
	readonly label: string;
	readonly value: string;
	readonly max: number;
	readonly rows: number;
	readonly test: string;
	readonly onInput: (text: string) => void;
}

/** A text with WhatsApp's four marks and variables, put in where the caret is. */
export function TextEditor({ place, label, value, max, rows, test, onInput }: TextEditorProps) {
	const builder = useBuilder();
	const box = useRef<HTMLTextAreaElement>(null);
	useLayoutEffect(() => {
		const element = box.current;
		if (!element) return;
		element.style.height = 'auto';
		element.style.height = `${element.scrollHeight + 2}px`;
	}, [value]);
	const wrap = (mark: string) => {
		const element = box.current;
		if (!element) return;
		const { selectionStart: from, selectionEnd: to } = element;
		const inner = element.value.slice(from, to);
		// Marks count only around words, not around the spaces beside them.
		const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? [];
		const start = before.length + mark.length;
		insertText(
			element,
			`${before}${mark}${words}${mark}${after}`,
			{ from, to },
			{
				from: start,
				to: start + words.length,
			},
		);
	};
	const insert = (variable: string, typeOver: boolean) => {
		if (!box.current) return;
		const range = { from: box.current.selectionStart, to: box.current.selectionEnd };
		insertText(box.current, variable, range, typeOver ? { from: 2, to: variable.length - 2 } : undefined);
	};
	const draft = builder.draft.value;
	return (
		<PlaceField place={place} label={label} count={{ length: value.length, max }}>
			{ids => (
				<div class={styles.editor}>
					<div class={styles.toolbar} role="toolbar" aria-label={t('editor_tools', { label })}>
						{MARKS.map(({ mark, icon, label: name }) => (
							<IconButton key={mark} icon={icon} small label={t(name)} onClick={() => wrap(mark)} />
						))}
						<span class={styles.gap} />
						{draft.format === 'positional' ? (
							<Button
								look="quiet"
								test={`${test}-variable`}
								onClick={() => insert(nextVariable(draft, place), false)}
							>
								{t('variable_insert', { variable: nextVariable(draft, place) })}
							</Button>
						) : (
							<Menu
								label={t('variable_choose')}
								buttonClass={styles.menuButton}
								test={`${test}-variable`}
								items={[
									...WISHES.map(([wish, name]) => {
										const variable = nextVariable(draft, place, wish);
										return {
											id: wish,
											label: t(name),
											detail: variable,
											test: 'variable-option',
											onSelect: () => insert(variable, false),
										};
									}),
									{
										id: 'own',
										label: t('variable_own'),
										detail: t('variable_own_help'),
										onSelect: () => insert(nextVariable(draft, place, 'value'), true),
									},
								]}
							>
								{t('variable_menu')}
							</Menu>
						)}
					</div>
					<textarea
						{...ids}
						ref={box}
						class={field.input}
						rows={rows}
						dir="auto"
						value={value}
						data-test={test}
						onInput={event => onInput(event.currentTarget.value)}
						onBlur={() => builder.touch(place)}
						onKeyDown={event => {
							const found = MARKS.find(({ key }) => key === event.key.toLowerCase());
							if (!found || !(event.ctrlKey || event.metaKey)) return;
							event.preventDefault();
							wrap(found.mark);
						}}
					/>
				</div>
			)}
		</PlaceField>
	);
}
