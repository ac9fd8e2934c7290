import { TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Field, type FieldIds, TextField, type TextFieldProps } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { formatNumber, t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { marksAt, placeId } from './places.ts';

export interface PlaceFieldProps {
	/** The place that problems name. */
	readonly place: string;
	readonly label: string;
	readonly help?: ComponentChildren;
	/** What has been written, and the most there may be. */
	readonly count?: { readonly length: number; readonly max: number };
	readonly children: (ids: FieldIds) => ComponentChildren;
}

/** A field of the builder, with what is wrong at its place. */
export function PlaceField({ place, label, help, count, children }: PlaceFieldProps) {
	const { error, warnings } = marksAt(useBuilder(), place);
	return (
		<Field
			id={placeId(place)}
			label={label}
			optional={count && counted(count)}
			error={error}
			help={<Hints help={help} warnings={warnings} />}
		>
			{children}
		</Field>
	);
}

export interface PlaceTextProps
	extends Pick<TextFieldProps, 'label' | 'value' | 'onInput' | 'test' | 'exact' | 'type' | 'placeholder'> {
	readonly place: string;
	readonly help?: ComponentChildren;
	readonly max?: number;
}

/** One line of text at a place. */
export function PlaceText({ place, help, max, ...field }: PlaceTextProps) {
	const builder = useBuilder();
	const { error, warnings } = marksAt(builder, place);
	return (
		<TextField
			{...field}
			id={placeId(place)}
			error={error}
			optional={max === undefined ? undefined : counted({ length: field.value.length, max })}
			help={<Hints help={help} warnings={warnings} />}
			onBlur={() => builder.touch(place)}
		/>
	);
}

/** What is wrong with a group of fields as a whole. */
export function PlaceMarks({ place }: { readonly place: string }) {
	const { error, warnings } = marksAt(useBuilder(), place);
	return (
		<>
			{error && <p class={styles.error}>{error}</p>}
			<Hints warnings={warnings} />
		</>
	);
}

function Hints({
	help,
	warnings,
}: {
	readonly help?: ComponentChildren;
	readonly warnings: readonly string[];
}) {
	if (!help && warnings.length === 0) return null;
	return (
		<>
			{warnings.map(warning => (
				<p key={warning} class={styles.warning}>
					<Icon node={TriangleAlert} size={12} />
					<span>{warning}</span>
				</p>
			))}
			{help}
		</>
	);
}

function counted({ length, max }: { readonly length: number; readonly max: number }): string {
	return t('count_of', { count: formatNumber(length), max: formatNumber(max) });
}
