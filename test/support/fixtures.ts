import { readdirSync, readFileSync } from 'node:fs';

/** Whose webhooks: a folder of `test/fixtures/webhooks`. */
export const FIXTURE_FOLDERS = ['whatsapp', 'telegram', 'instagram'] as const;
export type FixtureFolder = (typeof FIXTURE_FOLDERS)[number];

const folderOf = (folder: FixtureFolder) => new URL(`../fixtures/webhooks/${folder}/`, import.meta.url);

/** A webhook body by its name, `image` or `status__failed`. */
export function webhook(name: string, folder: FixtureFolder = 'whatsapp'): unknown {
	return JSON.parse(readFileSync(new URL(`${name}.json`, folderOf(folder)), 'utf8'));
}

export function webhookNames(folder: FixtureFolder = 'whatsapp'): string[] {
	return readdirSync(folderOf(folder)).map(file => file.replace(/\.json$/, ''));
}
