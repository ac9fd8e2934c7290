import { invite } from './cli/invite.ts';
import { type Config, StartError } from './config.ts';

/** Each command of `npm run relay -- <command>`, one file per command below `cli/`. */
const CLI: Record<string, (config: Config, args: string[]) => Promise<void>> = { invite };

/** Runs one command; throws `StartError` for one that does not exist. */
export async function runCommand(config: Config, command: string, args: string[]): Promise<void> {
	const run = Object.hasOwn(CLI, command) ? CLI[command] : undefined;
	if (!run)
		throw new StartError(
			`There is no command “${command}”. There is: ${Object.keys(CLI).join(', ')}. Without a command the relay starts.`,
		);
	await run(config, args);
}
