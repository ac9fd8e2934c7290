import type { z } from 'zod';
import type { Permission } from '../domain/roles.ts';

/**
 * One request that the relay answers once, with a `Result` of `reply`. Also `POST /api/v1/<noun>/<verb>`.
 * `allow` is the permission it takes, or `everyone` for those without a token.
 */
export interface CommandRow<Request extends z.ZodType = z.ZodType, Reply = unknown> {
	readonly summary: string;
	readonly allow: Permission | 'everyone' | 'paired';
	readonly request: Request;
	/** Carries the reply's type; replies are made by us and not checked again. */
	readonly reply: ReplyType<Reply>;
}

declare const carried: unique symbol;
export interface ReplyType<T> {
	readonly [carried]?: T;
}

export function reply<T>(): ReplyType<T> {
	return {};
}

export function command<Request extends z.ZodType, Reply>(
	row: CommandRow<Request, Reply>,
): CommandRow<Request, Reply> {
	return row;
}
