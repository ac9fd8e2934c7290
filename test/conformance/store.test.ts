import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../relay/store/store.ts';
import { storeConformance } from './store.ts';

let folder = '';
const path = () => join(folder, 'relay.db');

storeConformance('SQLite', {
	async fresh() {
		folder = mkdtempSync(join(tmpdir(), 'relay-store-'));
		return openStore(path());
	},
	async reopen(store) {
		await store.close();
		return openStore(path());
	},
	second: () => openStore(path()),
	async cleanUp() {
		rmSync(folder, { recursive: true, force: true });
	},
});
