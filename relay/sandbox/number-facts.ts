import type { NumberRow } from './model.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import { isObject } from './whatsapp/read-body.ts';
import type { World } from './world.ts';

/** The answer to a health question; both providers share it. */
export function healthAnswer(number: NumberRow): { health_status: unknown } {
	const can_send_message = number.health;
	const errors = [
		{
			error_code: 141006,
			error_description: 'There is an error with the payment method.',
			possible_solution:
				'There was an error with your payment method. Please add a new payment method to the account.',
		},
	];
	const phone = { entity_type: 'PHONE_NUMBER', id: number.phoneNumberId, can_send_message: 'AVAILABLE' };
	const account = {
		entity_type: 'WABA',
		id: number.wabaId,
		can_send_message,
		...(can_send_message !== 'AVAILABLE' && { errors }),
	};
	return { health_status: { can_send_message, entities: [phone, account] } };
}

const PROFILE_LIMITS: Record<string, number> = { about: 139, address: 256, description: 512, email: 128 };

/** Changes the business profile; throws `GraphError` for a text that is too long or a field that does not exist. */
export function updateProfile(world: World, number: NumberRow, body: unknown): void {
	if (!isObject(body) || body.messaging_product !== 'whatsapp')
		throw new GraphError(100, 'The parameter messaging_product is required.');
	const { messaging_product: _, ...wanted } = body;
	for (const [field, value] of Object.entries(wanted)) {
		const limit = PROFILE_LIMITS[field];
		if (limit === undefined && !['websites', 'vertical', 'profile_picture_handle'].includes(field)) {
			throw new GraphError(100, `Unexpected key "${field}".`);
		}
		if (limit !== undefined && String(value).length > limit)
			throw new GraphError(100, `Param ${field} must be at most ${limit} characters long.`);
		if (field === 'websites' && (!Array.isArray(value) || value.length > 2))
			throw new GraphError(100, 'Param websites has at most 2 items.');
	}
	Object.assign(number.profile, wanted);
	world.store.numbers.put(number);
	world.changed('numbers');
}
