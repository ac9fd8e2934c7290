import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { Provider } from '../../providers/provider.ts';

/** What a person gave, told apart into what is sealed and what may be shown. */
export interface SortedCredentials {
	readonly secret: Readonly<Record<string, string>>;
	readonly plain: Readonly<Record<string, string>>;
}

/**
 * Reads credentials under the provider's names, or spellings of them that scripts use (`api_key`, `access_token`). A
 * missing or unknown one is named, never its value.
 */
export function sortCredentials(
	provider: Provider,
	given: Readonly<Record<string, string>>,
	mode: 'all' | 'some',
): Result<SortedCredentials> {
	const secret: Record<string, string> = {};
	const plain: Record<string, string> = {};
	const fields: Record<string, string> = {};
	for (const [name, raw] of Object.entries(given)) {
		const field = provider.fields.find(one =>
			[one.key, ...one.aliases].some(key => plainName(key) === plainName(name)),
		);
		const value = raw.trim();
		if (!field)
			fields[`credentials.${name}`] = `is not one of: ${provider.fields.map(one => one.key).join(', ')}`;
		else if (value !== '') (field.secret ? secret : plain)[field.key] = value;
	}
	if (mode === 'all') {
		for (const field of provider.fields) {
			if (field.required && secret[field.key] === undefined && plain[field.key] === undefined)
				fields[`credentials.${field.key}`] = `${field.label} is required.`;
		}
	}
	const [first] = Object.entries(fields);
	if (first)
		return fail('invalid', first[1].endsWith('.') ? first[1] : `“${first[0]}” ${first[1]}.`, { fields });
	return ok({ secret, plain });
}

function plainName(name: string): string {
	return name.replace(/[-_\s]/g, '').toLowerCase();
}

/** What is shown of a secret: its last four characters, and none of a short one. */
export function lastFour(secret: string): string {
	return secret.length >= 12 ? `…${secret.slice(-4)}` : '…';
}
