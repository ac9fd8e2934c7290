import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../relay/settings.ts';
import { first } from '../../relay/store/migrations/001-first.ts';
import { openSqlite } from '../../relay/store/sqlite.ts';
import { openStore } from '../../relay/store/store.ts';
import { optOutOf } from '../../shared/domain/consent.ts';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'relay-former-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what the first version stored', () => {
	it('keeps its opt-outs and opt-ins with their times, and its templates, once', async () => {
		const path = join(folder, 'relay.db');
		const former = openSqlite(path);
		const migrator = new Migrator({
			db: former,
			provider: { getMigrations: async () => ({ '001-first': first }) },
		});
		expect((await migrator.migrateToLatest()).error).toBeUndefined();
		await sql`insert into contacts (id, created_at, consent_at, opted_out_at) values
			('cnt_out', 1, 500, 500), ('cnt_in', 1, 600, null), ('cnt_silent', 1, null, null)`.execute(former);
		const old = { name: 'hello', language: 'de', category: 'utility', status: 'approved', body: 'Hallo' };
		await sql`insert into templates (channel_id, name, language, template, synced_at)
			values ('chn_1', 'hello', 'de', ${JSON.stringify(old)}, 1)`.execute(former);
		await former.destroy();

		for (const _start of ['first', 'second']) {
			const store = await openStore(path);
			const words = await store.consents.newestOf(['cnt_out', 'cnt_in', 'cnt_silent']);
			expect(words.map(({ contactId, word, at }) => [contactId, word, at]).toSorted()).toEqual([
				['cnt_in', 'opt-in', 600],
				['cnt_out', 'opt-out', 500],
			]);
			expect(optOutOf(await store.consents.newestOf(['cnt_out']), 'whatsapp')).not.toBeNull();
			expect((await store.templates.find('chn_1', 'hello', 'de'))?.template).toMatchObject({
				...old,
				cards: null,
				offer: null,
			});
			await store.close();
		}
	});
	it('has every rule at its default, and no pool and no card, when its settings are opened', async () => {
		const user = { id: 'usr_1', name: 'Ann', role: 'owner', createdAt: 1 };
		writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, users: [user], channels: [] }));
		const { data } = await openSettings(folder);
		expect(data).toEqual({
			version: 1,
			users: [user],
			channels: [],
			pools: [],
			priceCards: [],
			removedChannels: [],
			authorizations: [],
			partner: null,
			checklists: {},
			rules: {
				marketingCap: 2,
				refuseUnreachable: false,
				strictButtons: false,
				zone: 'UTC',
				currency: 'USD',
				confirmOptOut: null,
				confirmOptIn: null,
				numberedChoices: false,
				fourEyes: false,
				scheduleDays: 62,
				defaultCountry: null,
				keepFilesDays: null,
			},
		});
	});
});
