import { Braces, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Unfilled } from '../state/quick-picker.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { plural, t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './missing-strip.module.css';

export interface MissingStripProps {
	readonly input: { current: HTMLTextAreaElement | null };
}

/** The variables of the text that have no value yet: each is filled or taken out before the message goes. */
export function MissingStrip({ input }: MissingStripProps) {
	const { assist, composer } = useSidebar();
	useEffect(() => void assist.load(), []);
	const picker = assist.picker.value;
	if (!picker) return null;
	const text = composer.text.value;
	const places = picker.unfilled(text);
	if (places.length === 0) return null;
	const put = (source: string, value: string) => {
		composer.write(composer.text.peek().replaceAll(source, value));
		if (picker.unfilled(composer.text.peek()).length === 0) input.current?.focus();
	};
	return (
		<section class={styles.strip} data-missing aria-label={t('missing_title')} data-test="missing-strip">
			<p class={styles.title}>
				<Icon node={Braces} size={14} />
				{plural('values_missing', places.length)}
			</p>
			<ul class={styles.list}>
				{places.map(place => (
					<Missing key={place.source} place={place} onPut={value => put(place.source, value)} />
				))}
			</ul>
		</section>
	);
}

function Missing({ place, onPut }: { readonly place: Unfilled; readonly onPut: (value: string) => void }) {
	const [typed, setTyped] = useState('');
	const { label, value, problem, source } = place;
	return (
		<li class={styles.row} data-test="missing-value" data-source={source}>
			<form
				class={styles.form}
				onSubmit={event => {
					event.preventDefault();
					const words = typed.trim() === '' ? value : typed.trim();
					if (words) onPut(words);
				}}
			>
				<label class={styles.field}>
					<span class={styles.label}>{label}</span>
					<input
						value={typed}
						placeholder={value ?? undefined}
						data-test="missing-input"
						onInput={event => setTyped(event.currentTarget.value)}
					/>
				</label>
				<Button
					look="link"
					type="submit"
					disabled={typed.trim() === '' && value === null}
					test="missing-fill"
				>
					{t('missing_fill')}
				</Button>
				<IconButton
					icon={X}
					small
					label={t('missing_remove', { name: label })}
					test="missing-remove"
					onClick={() => onPut('')}
				/>
			</form>
			{problem && <p class={styles.problem}>{problem}</p>}
		</li>
	);
}
