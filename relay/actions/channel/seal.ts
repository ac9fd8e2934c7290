import type { Parts } from '../parts.ts';
import { lastFour } from './credentials.ts';

/** Secrets as the settings file holds them. */
export function sealAll(parts: Parts, secrets: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, parts.vault.seal(value)]));
}

/** What is shown of each. */
export function lastFours(secrets: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, lastFour(value)]));
}
