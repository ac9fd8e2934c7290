import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/webhooks/whatsapp/', import.meta.url);

/** A webhook body by its name, `image` or `status__failed`. */
export function webhook(name: string): unknown {
	return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}

export function webhookNames(): string[] {
	return readdirSync(FOLDER).map(file => file.replace(/\.json$/, ''));
}
