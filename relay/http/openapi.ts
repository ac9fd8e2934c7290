import { z } from 'zod';
import { COMMANDS } from '../../shared/contract/commands/index.ts';
import { ERROR_CODES } from '../../shared/contract/result.ts';

const error = {
	type: 'object',
	required: ['ok', 'error'],
	properties: {
		ok: { const: false },
		error: {
			type: 'object',
			required: ['code', 'message'],
			properties: {
				code: { enum: [...ERROR_CODES] },
				message: { type: 'string' },
				refusal: { type: 'string' },
				fields: { type: 'object', additionalProperties: { type: 'string' } },
			},
		},
	},
};

const success = {
	type: 'object',
	required: ['ok', 'value'],
	properties: { ok: { const: true }, value: { type: 'object' } },
};

/** The contract as OpenAPI 3.1, made from its rows. */
export function openApi(version: string): object {
	const paths: Record<string, object> = {};
	for (const [name, row] of Object.entries(COMMANDS)) {
		paths[`/${name.replace(':', '/')}`] = {
			post: {
				operationId: name,
				summary: row.summary,
				tags: [name.split(':')[0]],
				...(row.allow === 'everyone' && { security: [] }),
				requestBody: {
					required: true,
					content: {
						'application/json': {
							schema: z.toJSONSchema(row.request, { io: 'input', unrepresentable: 'any' }),
						},
					},
				},
				responses: {
					200: { description: 'Done', content: { 'application/json': { schema: success } } },
					default: {
						description: 'Not done; `message` says why',
						content: { 'application/json': { schema: error } },
					},
				},
			},
		};
	}
	paths['/media/upload'] = {
		post: {
			operationId: 'media:upload',
			summary: 'Store a file to send',
			tags: ['media'],
			requestBody: {
				required: true,
				content: {
					'multipart/form-data': {
						schema: {
							type: 'object',
							required: ['file'],
							properties: { file: { type: 'string', format: 'binary' } },
						},
					},
				},
			},
			responses: {
				200: { description: 'Stored', content: { 'application/json': { schema: success } } },
				default: { description: 'Not stored', content: { 'application/json': { schema: error } } },
			},
		},
	};
	return {
		openapi: '3.1.0',
		info: { title: 'CRM chat bridge relay', version },
		servers: [{ url: '/api/v1' }],
		security: [{ token: [] }],
		components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
		paths,
	};
}
