import type { CustomerRow, NumberRow } from './model.ts';
import type { World } from './world.ts';

/** A wish of a tester that makes no sense, such as an unknown customer. */
export class ControlError extends Error {}

/** The business number with this reference; throws `ControlError`. */
export function needNumber(world: World, reference: string): NumberRow {
	const number = world.findNumber(reference);
	if (!number) throw new ControlError(`There is no number ${reference}.`);
	return number;
}

/** The customer with this reference; a phone number that nobody has makes a new one. Throws `ControlError`. */
export function needCustomer(world: World, reference: string): CustomerRow {
	const known = world.findCustomer(reference);
	const digits = reference.replace(/\D/g, '');
	if (!known && !/^[\d+\-() ]{8,}$/.test(reference))
		throw new ControlError(`There is no customer ${reference}.`);
	return known ?? world.customerAt(digits);
}
