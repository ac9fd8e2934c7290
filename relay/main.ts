import { runCommand } from './cli.ts';
import { composeRelay } from './compose.ts';
import { readConfig, StartError } from './config.ts';
import { createLog } from './log.ts';
import { openData } from './open.ts';

/** `node relay/main.ts` runs the relay; with a command it does that one thing. */
async function main(): Promise<void> {
	const config = readConfig(process.env);
	const [command, ...rest] = process.argv.slice(2);
	if (command !== undefined) {
		await runCommand(config, command, rest);
		return;
	}
	const log = createLog(config.logLevel);
	const opened = await openData(config);
	const relay = composeRelay({ config, log, ...opened });
	let port: number;
	try {
		port = await relay.listen();
	} catch (error) {
		if (error instanceof Error && 'code' in error) {
			if (error.code === 'EADDRINUSE')
				throw new StartError(
					`Port ${config.port} is in use. Stop the program that uses it, or set PORT to another number.`,
				);
			if (error.code === 'EACCES')
				throw new StartError(
					`Port ${config.port} may not be opened by this user. Set PORT to a number above 1023.`,
				);
			if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
				throw new StartError(`HOST is ${config.host}, which is not an address of this machine.`);
		}
		throw error;
	}

	let stopping = false;
	const stop = (signal: string) => {
		if (stopping) process.exit(1);
		stopping = true;
		log.info({ signal }, 'stopping');
		relay.stop().then(
			() => process.exit(0),
			error => {
				log.error({ error }, 'the stop was not clean');
				process.exit(1);
			},
		);
	};
	process.on('SIGINT', () => stop('SIGINT'));
	process.on('SIGTERM', () => stop('SIGTERM'));
	process.on('unhandledRejection', error => log.error({ error }, 'a promise was left alone with its error'));

	// Last: whoever reads it may ask for the stop at once.
	const address = relay.parts.publicUrl();
	log.info(
		{ address, port, dataDir: config.dataDir, version: relay.parts.version },
		`listening on ${address}`,
	);
}

// The whole answer to a mistake of whoever starts it is one sentence.
main().catch(error => {
	process.stderr.write(
		error instanceof StartError
			? `${error.message}\n`
			: `${error instanceof Error ? error.stack : String(error)}\n`,
	);
	process.exit(1);
});
