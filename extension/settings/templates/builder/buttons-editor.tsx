import { ArrowDown, ArrowUp, Plus, X } from 'lucide';
import { useRef } from 'preact/hooks';
import type { TemplateButton } from '../../../../shared/domain/template.ts';
import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import {
	addButton,
	type ButtonPlace,
	buttonsAt,
	changeButton,
	moveButton,
	removeButton,
} from '../../../state/draft-edits.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { type TextKey, t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { ButtonFields } from './button-fields.tsx';
import { useBuilder } from './context.ts';
import { PlaceMarks } from './place-field.tsx';
import { placeId } from './places.ts';

const KINDS = ['quick-reply', 'url', 'phone', 'copy-code'] as const;
export const BUTTON_WORDS: Record<TemplateButton['kind'], TextKey> = {
	'quick-reply': 'button_quick_reply',
	url: 'button_url',
	phone: 'button_phone',
	'copy-code': 'button_copy_code',
	otp: 'button_otp',
	other: 'button_other',
};

export interface ButtonsEditorProps {
	readonly at: ButtonPlace;
}

/** The buttons below a message or on a card: add, write, put in order. */
export function ButtonsEditor({ at }: ButtonsEditorProps) {
	const builder = useBuilder();
	const list = useRef<HTMLOListElement>(null);
	const buttons = buttonsAt(builder.draft.value, at);
	const place = at === 'message' ? 'buttons' : `cards.${at}.buttons`;
	const max = at === 'message' ? TEMPLATE_LIMITS.buttons : TEMPLATE_LIMITS.cardButtons;
	const kinds = at === 'message' ? KINDS : KINDS.filter(kind => kind !== 'copy-code');
	/** The focus goes with the button that was moved, or to the nearest that is left. */
	const focus = (index: number) =>
		requestAnimationFrame(() =>
			list.current?.children[index]?.querySelector<HTMLElement>('input, p[tabindex]')?.focus(),
		);
	const move = (index: number, by: number) => {
		const to = index + by;
		if (to < 0 || to >= buttons.length) return;
		builder.change(draft => moveButton(draft, at, index, to), place);
		focus(to);
	};
	return (
		<div class={styles.buttons} id={placeId(place)}>
			<PlaceMarks place={place} />
			{buttons.length > 0 && (
				<ol ref={list} class={styles.rows}>
					{buttons.map((button, index) => (
						<li
							key={index}
							id={placeId(`${place}.${index}`)}
							class={styles.row}
							data-test="builder-button"
							data-kind={button.kind}
							onKeyDown={event => {
								const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
								if (!event.altKey || by === 0) return;
								event.preventDefault();
								move(index, by);
							}}
						>
							<div class={styles.rowHead}>
								<span class={styles.kind}>{t(BUTTON_WORDS[button.kind])}</span>
								<IconButton
									icon={ArrowUp}
									small
									label={t('move_up', { name: button.text || t(BUTTON_WORDS[button.kind]) })}
									disabled={index === 0}
									test="button-up"
									onClick={() => move(index, -1)}
								/>
								<IconButton
									icon={ArrowDown}
									small
									label={t('move_down', { name: button.text || t(BUTTON_WORDS[button.kind]) })}
									disabled={index === buttons.length - 1}
									test="button-down"
									onClick={() => move(index, 1)}
								/>
								<IconButton
									icon={X}
									small
									label={t('button_remove', { name: button.text || t(BUTTON_WORDS[button.kind]) })}
									test="button-remove"
									onClick={() => {
										builder.change(draft => removeButton(draft, at, index), place);
										focus(Math.max(0, index - 1));
									}}
								/>
							</div>
							<PlaceMarks place={`${place}.${index}`} />
							<ButtonFields
								button={button}
								place={`${place}.${index}`}
								onChange={(next, part) =>
									builder.change(draft => changeButton(draft, at, index, next), `${place}.${index}.${part}`)
								}
							/>
						</li>
					))}
				</ol>
			)}
			<div class={styles.add}>
				<Menu
					buttonClass={styles.menuButton}
					test={`add-button-${at}`}
					items={kinds.map(kind => ({
						id: kind,
						label: t(BUTTON_WORDS[kind]),
						test: `add-${kind}`,
						onSelect: () => builder.change(draft => addButton(draft, at, kind), place),
					}))}
				>
					<Icon node={Plus} />
					{t('button_add')}
				</Menu>
				<span class={styles.quiet}>{t('buttons_count', { count: buttons.length, max })}</span>
				{buttons.length > 1 && <span class={styles.quiet}>{t('buttons_keys')}</span>}
			</div>
		</div>
	);
}
