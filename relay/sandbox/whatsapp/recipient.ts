import type { CustomerRow, NumberRow } from '../model.ts';
import type { World } from '../world.ts';
import { GraphError } from './graph-error.ts';
import type { Fields } from './read-body.ts';

/** Who a send body is for, and how the body said so. */
export interface Recipient {
	customer: CustomerRow;
	input: string;
	by: 'to' | 'recipient';
}

const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Finds the person behind `to` or, without it, `recipient`. Unknown numbers become new customers. */
export function findRecipient(world: World, number: NumberRow, body: Fields): Recipient {
	if (body.recipient_type !== undefined && body.recipient_type !== 'individual') {
		throw new GraphError(
			100,
			`Param recipient_type must be individual - got "${String(body.recipient_type)}".`,
		);
	}
	if (body.to !== undefined)
		return { customer: byPhone(world, number, body.to), input: String(body.to), by: 'to' };
	if (body.recipient === undefined) throw new GraphError(100, 'The parameter to is required.');
	if (typeof body.recipient !== 'string' || !USER_ID.test(body.recipient)) {
		throw new GraphError(131009, 'Param recipient is not a valid business-scoped user ID.');
	}
	const customer = world.findCustomer(body.recipient);
	if (!customer) throw new GraphError(131026, 'Nobody has this business-scoped user ID.');
	return { customer, input: body.recipient, by: 'recipient' };
}

function byPhone(world: World, number: NumberRow, to: unknown): CustomerRow {
	if (typeof to !== 'string' || /[^\d+\-() ]/.test(to))
		throw new GraphError(131009, 'Param to is not a valid phone number.');
	const digits = to.replace(/\D/g, '');
	if (digits.length < 8 || digits.length > 15 || digits.startsWith('0')) {
		throw new GraphError(131009, 'Param to is not a valid phone number.');
	}
	if (digits === number.displayPhone) throw new GraphError(131021, 'Recipient cannot be sender');
	return world.customerAt(digits);
}
