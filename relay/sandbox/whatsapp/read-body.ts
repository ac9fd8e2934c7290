import { GraphError } from './graph-error.ts';

/** An object of a request body. */
export type Fields = Record<string, unknown>;

/** True for a JSON object. */
export function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at this place of the body; throws 100 when something else is there. */
export function needObject(value: unknown, place: string): Fields {
	if (value === undefined) throw new GraphError(100, `The parameter ${place} is required.`);
	if (!isObject(value)) throw new GraphError(100, `Param ${place} must be a JSON object.`);
	return value;
}

/** The list at this place of the body; throws 100 when something else is there or it has too few or too many. */
export function needArray(value: unknown, place: string, min: number, max: number): unknown[] {
	if (value === undefined) throw new GraphError(100, `The parameter ${place} is required.`);
	if (!Array.isArray(value)) throw new GraphError(100, `Param ${place} must be an array.`);
	if (value.length < min || value.length > max) {
		throw new GraphError(
			131009,
			`Param ${place} must have between ${min} and ${max} items, has ${value.length}.`,
		);
	}
	return value;
}

/** The text at this place of the body, of `1..max` characters. */
export function needText(value: unknown, place: string, max: number): string {
	if (value === undefined || value === null || value === '') {
		throw new GraphError(100, `The parameter ${place} is required.`);
	}
	return checkText(value, place, max) ?? '';
}

/** The text at this place of the body, or undefined; throws 100 when it is longer than `max`. */
export function checkText(value: unknown, place: string, max: number): string | undefined {
	if (value === undefined) return undefined;
	if (typeof value !== 'string') throw new GraphError(100, `Param ${place} must be a string.`);
	if ([...value].length > max)
		throw new GraphError(100, `Param ${place} must be at most ${max} characters long.`);
	return value;
}

/** Throws 100 when the object has a key that the API does not know. */
export function checkKeys(value: Fields, place: string, known: readonly string[]): void {
	const unknown = Object.keys(value).find(key => !known.includes(key));
	if (unknown !== undefined) throw new GraphError(100, `Unexpected key "${unknown}" on param "${place}".`);
}
