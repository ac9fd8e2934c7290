import type { z } from 'zod';
import { COMMANDS, type CommandName } from '../../shared/contract/commands/index.ts';
import { fail, type Result } from '../../shared/contract/result.ts';
import { can, type Permission } from '../../shared/domain/roles.ts';
import type { Caller, Parts } from './parts.ts';
import { isStoreFull } from './store-full.ts';
import { ACTIONS, OPEN_ACTIONS } from './table.ts';

/** True for the name of a command of the contract. */
export function isCommand(name: string): name is CommandName {
	return Object.hasOwn(COMMANDS, name);
}

/**
 * Performs one command for one caller, the same over every transport: asks the permission, checks the request, runs the
 * action. Never rejects: a bug is logged with its context and answered `internal`.
 */
export async function perform(
	parts: Parts,
	name: CommandName,
	request: unknown,
	caller: Caller | null,
): Promise<Result<unknown>> {
	const row = COMMANDS[name];
	if (row.allow !== 'everyone') {
		if (!caller)
			return fail(
				'unauthorised',
				'This device is not paired with the relay, or its pairing was ended. Pair it again.',
			);
		if (row.allow !== 'paired' && !can(caller.user.role, row.allow as Permission)) {
			return fail('forbidden', `A person with the role ${caller.user.role} may not do this. Ask an owner.`);
		}
	}
	const checked = row.request.safeParse(request ?? {}, { reportInput: true });
	if (!checked.success) return invalid(checked.error.issues);
	try {
		if (name === 'session:pair') return await OPEN_ACTIONS[name](parts, checked.data as never);
		if (!caller) return fail('unauthorised', 'This device is not paired with the relay.');
		const action = ACTIONS[name] as (
			parts: Parts,
			request: unknown,
			caller: Caller,
		) => Promise<Result<unknown>>;
		return await action(parts, checked.data, caller);
	} catch (error) {
		if (isStoreFull(error)) {
			parts.log.error({ error, command: name }, 'the store refuses');
			return fail(
				'unavailable',
				'The relay cannot store anything now: its disk is full, read-only or busy. Whoever runs it must make room.',
			);
		}
		parts.log.error({ error, command: name, userId: caller?.user.id }, 'a command failed');
		return fail(
			'internal',
			'The relay has a fault of its own. Try again; if it stays, tell whoever runs the relay.',
		);
	}
}

/** Every issue at its field; the sentence names the first. */
function invalid(issues: readonly z.core.$ZodIssue[]): Result<never> {
	const fields: Record<string, string> = {};
	for (const issue of issues) {
		const path = issue.path.join('.') || 'request';
		fields[path] ??= describe(issue);
	}
	const [first] = Object.entries(fields);
	if (!first) return fail('invalid', 'The request is not right.');
	const [path, what] = first;
	return fail('invalid', /^[A-Z]/.test(what) ? what : `“${path}” ${what}.`, { fields });
}

function describe(issue: z.core.$ZodIssue): string {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined ? 'is missing' : `must be ${article(issue.expected)}`;
		case 'unrecognized_keys':
			return `has unknown fields: ${issue.keys.join(', ')}`;
		case 'invalid_union':
			return 'discriminator' in issue
				? 'must have a “kind” that can be sent'
				: 'is missing or of the wrong kind';
		case 'invalid_value':
			return `must be one of: ${issue.values.join(', ')}`;
		case 'too_small':
			return `must have at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : ''}`.trim();
		case 'too_big':
			return `must have at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : ''}`.trim();
		default:
			return issue.message;
	}
}

function article(expected: string): string {
	return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
