import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, StartError } from './config.ts';
import { openSettings, type Settings } from './settings.ts';
import { openStore, type Store } from './store/store.ts';
import { createVault, loadKey } from './vault.ts';

/** What a relay keeps in its folder. */
export interface Opened {
	readonly key: Buffer;
	readonly store: Store;
	readonly settings: Settings;
}

/** A key other than the one that sealed the settings would fail at every webhook; it is said at once. */
function needFittingKey(key: Buffer, settings: Settings, config: Config): void {
	const vault = createVault(key);
	for (const channel of settings.data.channels) {
		try {
			vault.open(channel.webhookKey);
		} catch (cause) {
			const where = config.relayKey ? 'RELAY_KEY' : join(config.dataDir, 'relay.key');
			throw new StartError(
				`${where} is not the key that sealed the credentials in ${join(config.dataDir, 'settings.json')}. Use the key that was used before, or remove the channel “${channel.name}” from the file and add it again.`,
				{ cause },
			);
		}
	}
}

/** Opens the data folder and all that is in it; throws `StartError` with one sentence that says what to mend. */
export async function openData(config: Config): Promise<Opened> {
	const { dataDir } = config;
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (cause) {
		throw new StartError(
			`The folder ${dataDir} cannot be written. Give it to the user who runs the relay, or set DATA_DIR to another folder.`,
			{ cause },
		);
	}
	try {
		const key = loadKey(config.relayKey, dataDir);
		const settings = await openSettings(dataDir);
		needFittingKey(key, settings, config);
		const store = await openStore(join(dataDir, 'relay.db'));
		return { key, store, settings };
	} catch (error) {
		if (error instanceof StartError) throw error;
		const message = error instanceof Error ? error.message : String(error);
		if (/EROFS|EACCES|EPERM|readonly|read-only|unable to open/i.test(message)) {
			throw new StartError(
				`The folder ${dataDir} cannot be written. Give it to the user who runs the relay, or set DATA_DIR to another folder.`,
				{ cause: error },
			);
		}
		if (/not a database|malformed|corrupt/i.test(message)) {
			throw new StartError(
				`The store ${join(dataDir, 'relay.db')} is damaged (${message}). Restore it from a backup, or move it away to begin with an empty one.`,
				{ cause: error },
			);
		}
		if (/full|ENOSPC/i.test(message))
			throw new StartError(`The disk of ${dataDir} is full. Make room, then start again.`, { cause: error });
		throw error;
	}
}
