import type { CheckedRequestOf } from '../../../shared/contract/commands/index.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type ImportRules, mappingProblem } from '../../../shared/domain/contact-import.ts';
import { isPhoneCountry } from '../../../shared/lib/phone.ts';
import type { Parts } from '../parts.ts';
import type { ImportFile } from './read-file.ts';

/** How a request wants a file to be read, as it is kept with the import. */
export type ImportOptions = Pick<
	CheckedRequestOf<'contacts:import-check'>,
	'mapping' | 'ambiguous' | 'choices'
> & { readonly country: string | null };

/** What the request says, with the rule of the country where it says none. */
export function optionsOf(parts: Parts, request: CheckedRequestOf<'contacts:import-check'>): ImportOptions {
	const { mapping, ambiguous, choices, country } = request;
	const rule = parts.settings.data.rules.defaultCountry;
	return { mapping, ambiguous, choices, country: country === undefined ? rule : country };
}

/** The rules that rows of a file are read by; refused when they do not fit the file or each other. */
export async function rulesFor(
	parts: Parts,
	file: ImportFile,
	options: ImportOptions,
): Promise<Result<ImportRules>> {
	const attributes = await parts.store.attributes.list();
	const { mapping, country } = options;
	const problem =
		mapping.length === file.heads.length
			? mappingProblem(mapping, attributes)
			: `The file has ${file.heads.length} columns, and ${mapping.length} were described.`;
	if (problem !== null) return fail('invalid', problem, { fields: { mapping: 'does not fit' } });
	if (country !== null && !isPhoneCountry(country))
		return fail('invalid', `“${country}” is no country. Write it like DE.`, {
			fields: { country: 'is no country' },
		});
	const { ambiguous, choices } = options;
	const used = attributes.filter(({ key }) => mapping.includes(`attribute:${key}`));
	return ok({
		mapping,
		ambiguous,
		choices,
		country: country !== null && isPhoneCountry(country) ? country : null,
		attributes: used,
		columns: file.heads,
	});
}
