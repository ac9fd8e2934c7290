import { parseArgs } from 'node:util';
import { ROLES, type Role } from '../../shared/domain/roles.ts';
import { INVITE_LIVES_MS, makeInvite } from '../actions/session/invite.ts';
import { type Config, StartError } from '../config.ts';
import { openData } from '../open.ts';

const USAGE = 'npm run -s relay -- invite --role owner --name Ann';

/** Prints a one-time pairing code as its last line. The relay may run meanwhile or not. */
export async function invite(config: Config, args: string[]): Promise<void> {
	const { role, name } = readArgs(args);
	const { store } = await openData(config);
	const shown = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
	const url = config.publicUrl ?? `http://${shown}:${config.port}`;
	const { code } = await makeInvite(store, { name, role, url, now: Date.now() });
	await store.close();
	process.stdout.write(
		`Pairing code for ${name} (${role}), valid for ${INVITE_LIVES_MS / 60_000} minutes, for one device:\n${code}\n`,
	);
}

function readArgs(args: string[]): { role: Role; name: string } {
	let values: { role?: string | undefined; name?: string | undefined };
	try {
		({ values } = parseArgs({ args, options: { role: { type: 'string' }, name: { type: 'string' } } }));
	} catch (error) {
		throw new StartError(`${error instanceof Error ? error.message : error}. Write: ${USAGE}`);
	}
	const role = ROLES.find(one => one === values.role);
	const name = values.name?.trim();
	if (!role) throw new StartError(`--role must be one of ${ROLES.join(', ')}. Write: ${USAGE}`);
	if (!name) throw new StartError(`--name is missing. Write: ${USAGE}`);
	return { role, name };
}
