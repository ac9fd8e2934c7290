import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { isLasting } from '../../../shared/domain/address.ts';
import type { LiveChannel } from '../../channels.ts';
import { countRows, openImportFile } from '../contacts/read-file.ts';
import { readRecipient } from '../message/recipient.ts';
import type { Parts } from '../parts.ts';
import type { Source } from './add-recipients.ts';
import type { Candidate } from './candidates.ts';
import type { Candidates } from './sources.ts';

/** Longer names and values than people have are cells that run into each other, and no message takes them. */
const NAME_MAX = 200;
const VALUE_MAX = 4096;

/** The lines of an uploaded CSV; its other columns are the values of each line, by the column's head. */
export async function csvCandidates(
	parts: Parts,
	source: Extract<Source, { kind: 'csv' }>,
	channel: LiveChannel,
): Promise<Result<Candidates>> {
	const file = await openImportFile(parts, source.mediaId);
	if (!file.ok) return file;
	const counted = await countRows(file.value);
	if (!counted.ok) return counted;
	const heads = file.value.heads.map(head => head.trim());
	const addressAt = heads.indexOf(source.addressColumn.trim());
	const nameAt = source.nameColumn === null ? -1 : heads.indexOf(source.nameColumn.trim());
	if (addressAt < 0 || (source.nameColumn !== null && nameAt < 0)) {
		const field = addressAt < 0 ? 'addressColumn' : 'nameColumn';
		return fail(
			'invalid',
			`The file has no column “${source[field] ?? ''}”. Its columns: ${heads.join(', ')}.`,
			{
				fields: { [`source.${field}`]: 'is not in the file' },
			},
		);
	}
	return ok(async function* (note) {
		for await (const rows of file.value.rows())
			yield rows.flatMap(({ line, cells, problem }): Candidate[] => {
				const value = cells[addressAt]?.trim() ?? '';
				const name = nameAt < 0 ? '' : (cells[nameAt]?.trim() ?? '');
				const label = name === '' ? `Line ${line}` : `Line ${line}, ${name.slice(0, NAME_MAX)}`;
				if (problem !== null) {
					note({ label, value, problem: `This line cannot be read: ${problem}.` });
					return [];
				}
				if (value === '') {
					note({ label, value, problem: 'Has no phone number.' });
					return [];
				}
				if (name.length > NAME_MAX) {
					note({
						label: `Line ${line}`,
						value,
						problem: `The name is longer than ${NAME_MAX} characters.`,
					});
					return [];
				}
				const address = readRecipient(channel, value);
				if (address === null || !isLasting(address.kind)) {
					note({ label, value, problem: 'Is no phone number. Write it with its country code.' });
					return [];
				}
				const values = heads.flatMap((head, index) => {
					const cell = cells[index]?.trim() ?? '';
					return head === '' || cell === '' || cell.length > VALUE_MAX ? [] : [[head, cell] as const];
				});
				return [{ contactId: null, address, name, row: Object.fromEntries(values), country: null }];
			});
	});
}
