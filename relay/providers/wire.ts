/**
 * Readers for bodies whose shape nobody guarantees: each returns the value if it is of the kind asked for, else null,
 * so that a missing or changed field never throws.
 */
export type Json = { readonly [key: string]: unknown };

export function record(value: unknown): Json | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** Text, or a number written as text; an empty text counts as absent. */
export function text(value: unknown): string | null {
	if (typeof value === 'string') return value === '' ? null : value;
	return typeof value === 'number' ? String(value) : null;
}

export function number(value: unknown): number | null {
	const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

/** Meta's times are unix seconds, as text or number. */
export function seconds(value: unknown): number | null {
	const found = number(value);
	return found === null ? null : Math.round(found * 1000);
}
