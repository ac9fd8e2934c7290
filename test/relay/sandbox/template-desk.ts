import { expect } from 'vitest';
import type { Sandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { type Answer, callCloudApi } from './provider-calls.ts';

const PATH = `/${CLOUD_API_NUMBER.wabaId}/message_templates`;

export const BODY = { type: 'BODY', text: 'Your parcel waits for you in our shop.' };

/** A body that creates a template. */
export function newTemplate(change: Record<string, unknown> = {}): Record<string, unknown> {
	return { name: 'parcel_waits', language: 'en_US', category: 'UTILITY', components: [BODY], ...change };
}

/** Components with these words alone. */
export function words(text: string): { components: unknown[] } {
	return { components: [{ type: 'BODY', text }] };
}

/** What a refusal says to programs and to people. */
export function refusal({ status, body }: Answer) {
	// Only the fields of a refusal of a template, which the calls of other tests never have.
	const error = (body.error ?? {}) as { code?: number; error_subcode?: number; error_user_msg?: string };
	return { status, code: error.code, subcode: error.error_subcode, sentence: error.error_user_msg };
}

/** The calls about templates of the Cloud API's account. */
export function templateDesk(sandbox: () => Sandbox) {
	const call = (path: string, body?: unknown, method?: string) =>
		callCloudApi(sandbox().url, path, body, method);
	const create = (change: Record<string, unknown> = {}) => call(PATH, newTemplate(change));
	return {
		create,
		async created(change: Record<string, unknown> = {}): Promise<string> {
			const { status, body } = await create(change);
			expect(status).toBe(200);
			return String((body as Record<string, unknown>).id);
		},
		/** Reads the object with this id, or with a body changes it. */
		object: (id: string, body?: unknown) => call(`/${id}`, body),
		remove: (query: string) => call(`${PATH}?${query}`, undefined, 'DELETE'),
		async list(): Promise<Record<string, unknown>[]> {
			const { body } = await call(`${PATH}?limit=1000`);
			return (body as { data?: Record<string, unknown>[] }).data ?? [];
		},
		becomes: (status: 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED') =>
			sandbox().templateStatus({
				number: CLOUD_API_NUMBER.id,
				name: 'parcel_waits',
				language: 'en_US',
				status,
			}),
	};
}
