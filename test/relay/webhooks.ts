import { createHmac } from 'node:crypto';
import { CLOUD_API_NUMBER, DIALOG360_NUMBER } from '../../relay/sandbox/seed.ts';
import type { Scene } from '../support/scene.ts';

/** One change of `field: messages`, as WhatsApp writes it. */
export type Value = Record<string, unknown>;

const METADATA = {
	display_phone_number: DIALOG360_NUMBER.displayPhone,
	phone_number_id: DIALOG360_NUMBER.phoneNumberId,
};

/** Who writes: an invented person. */
export interface Writer {
	readonly phone: string | null;
	readonly userId: string;
	readonly name: string;
}

export const JONAS: Writer = { phone: '491713920001', userId: 'DE.70000000000001', name: 'Jonas Weber' };

/** A message of a person, or what they did to another one. */
export function inbound(
	writer: Writer,
	message: { id: string; at: number } & Record<string, unknown>,
	metadata: Value = METADATA,
): Value {
	const { id, at, ...rest } = message;
	return {
		messaging_product: 'whatsapp',
		metadata,
		contacts: [
			{
				profile: { name: writer.name },
				...(writer.phone !== null && { wa_id: writer.phone }),
				user_id: writer.userId,
			},
		],
		messages: [
			{
				...(writer.phone !== null && { from: writer.phone }),
				from_user_id: writer.userId,
				id,
				timestamp: String(Math.floor(at / 1000)),
				...rest,
			},
		],
	};
}

export function text(writer: Writer, id: string, at: number, body: string): Value {
	return inbound(writer, { id, at, type: 'text', text: { body } });
}

export function status(
	to: Writer,
	one: { id: string; status: string; at: number; reference?: string; errors?: unknown[] },
): Value {
	return {
		messaging_product: 'whatsapp',
		metadata: METADATA,
		statuses: [
			{
				id: one.id,
				status: one.status,
				timestamp: String(Math.floor(one.at / 1000)),
				...(to.phone !== null && { recipient_id: to.phone }),
				recipient_user_id: to.userId,
				...(one.reference !== undefined && { biz_opaque_callback_data: one.reference }),
				...(one.errors && { errors: one.errors }),
			},
		],
	};
}

/** A whole body: each inner list is one entry. */
export function body(...entries: readonly (readonly Value[])[]): Value {
	return {
		object: 'whatsapp_business_account',
		entry: entries.map(values => ({
			id: DIALOG360_NUMBER.wabaId,
			changes: values.map(value => ({ field: 'messages', value })),
		})),
	};
}

/** The relay's webhook of a scene's channel, with what proves that the provider calls. */
export interface Door {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** The proof for exactly these bytes. */
	proof(bytes: string | Buffer): Record<string, string>;
	/** Posts a body as the provider does; returns the status. */
	post(value: unknown): Promise<number>;
}

export async function doorOf(scene: Scene): Promise<Door> {
	const row = (await scene.sandbox.state()).numbers.find(number => number.id === scene.number);
	const url = row?.webhook?.url ?? scene.channel.webhookUrl ?? '';
	const headers = row?.webhook?.headers ?? {};
	const proof = (bytes: string | Buffer): Record<string, string> =>
		scene.number === CLOUD_API_NUMBER.id
			? {
					'x-hub-signature-256': `sha256=${createHmac('sha256', CLOUD_API_NUMBER.appSecret).update(bytes).digest('hex')}`,
				}
			: { ...headers };
	return {
		url,
		headers,
		proof,
		async post(value) {
			const bytes = JSON.stringify(value);
			const answer = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...proof(bytes) },
				body: bytes,
			});
			await answer.arrayBuffer();
			return answer.status;
		},
	};
}
