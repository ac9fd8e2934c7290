import type { Request } from 'express';
import { GraphError } from './whatsapp/graph-error.ts';

/** The origin that the caller used, so that links lead back the same way. */
export function hostOf(request: Request): string {
	return `${request.protocol}://${request.get('host')}`;
}

/** Graph's answer for an id that is not there, or not this token's. */
export function missing(request: Request): GraphError {
	const what = `${request.method.toLowerCase()} request. Object with ID '${String(request.params.id ?? request.path)}'`;
	return new GraphError(
		100,
		`Unsupported ${what} does not exist or cannot be loaded due to missing permissions.`,
	);
}

/** Only the fields asked for, and always the id; without `fields` Graph gives its few `defaults`. */
export function pickFields(
	all: Record<string, unknown>,
	request: Request,
	defaults: string,
): Record<string, unknown> {
	const asked = String(request.query.fields ?? defaults).split(',');
	for (const field of asked) {
		if (request.query.fields !== undefined && field !== 'username' && !(field in all)) {
			throw new GraphError(100, `Tried accessing nonexisting field (${field})`);
		}
	}
	return Object.fromEntries(Object.entries(all).filter(([key]) => asked.includes(key) || key === 'id'));
}
