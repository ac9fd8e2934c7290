/** What people keep of a contact beside its name and addresses: tags, attributes, where it came from. */

export const ATTRIBUTE_TYPES = ['text', 'number', 'date', 'yes-no'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** One attribute that contacts can have. Texts name it by its key: `{{ contact.city }}`. */
export interface ContactAttribute {
	readonly key: string;
	readonly label: string;
	readonly type: AttributeType;
}

/** Tags of one contact at most, and characters of one tag. */
export const TAGS_MAX = 100;
export const TAG_LENGTH = 60;
export const ATTRIBUTE_LENGTH = 1000;
export const FIRST_MESSAGE_LENGTH = 1000;

/** Names that every contact has as variables; an attribute of the same key could never be written. */
const TAKEN: readonly string[] = ['first_name', 'last_name', 'name', 'phone', 'username'];

/** How a name is told from others: without regard to capitals and outer space. */
export function nameKey(name: string): string {
	return name.trim().toLowerCase();
}

/** What keeps a text from being a tag, or null. `|` parts tags in files. */
export function tagProblem(name: string): string | null {
	const trimmed = name.trim();
	if (trimmed === '') return 'is empty';
	if (trimmed.length > TAG_LENGTH) return `is longer than ${TAG_LENGTH} characters`;
	return /[|\r\n]/.test(trimmed) ? 'may not hold “|” or line breaks' : null;
}

/** What keeps an attribute from being named so, or null. */
export function attributeKeyProblem(key: string): string | null {
	if (!/^[a-z][a-z0-9_]{0,59}$/.test(key))
		return 'must begin with a small letter and hold only small letters, digits and _';
	return TAKEN.includes(key) ? 'is what every contact has already' : null;
}

/** A key for an attribute of this label: `Birthday (year)` is `birthday_year`. Never one that is refused. */
export function attributeKey(label: string): string {
	const plain = label
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^[\d_]+|_+$/g, '')
		.slice(0, 50);
	if (plain === '') return 'attribute';
	return TAKEN.includes(plain) ? `${plain}_2` : plain;
}

const YES = ['yes', 'y', 'true', '1', 'ja', 'sim', 'sí', 'si', 'oui', 'x', 'да'];
const NO = ['no', 'n', 'false', '0', 'nein', 'não', 'nao', 'non', 'нет'];

/** Yes or no as people write it, or null when it is neither. */
export function readYesNo(text: string): boolean | null {
	const word = text.trim().toLowerCase();
	if (YES.includes(word)) return true;
	return NO.includes(word) ? false : null;
}

export type ReadValue =
	| { readonly ok: true; readonly value: string }
	| { readonly ok: false; readonly problem: string };

/** A value of an attribute as it is kept: numbers with a point, days as 2026-11-23, `yes` or `no`; or what is wrong with it. */
export function readAttribute(type: AttributeType, text: string): ReadValue {
	const trimmed = text.trim();
	if (trimmed.length > ATTRIBUTE_LENGTH)
		return { ok: false, problem: `is longer than ${ATTRIBUTE_LENGTH} characters` };
	switch (type) {
		case 'text':
			return { ok: true, value: trimmed };
		case 'number': {
			// With both signs nobody knows which one parts thousands.
			const plain = trimmed.replace(',', '.');
			return /^[+-]?\d+(\.\d+)?$/.test(plain)
				? { ok: true, value: plain.replace(/^\+/, '') }
				: { ok: false, problem: 'is not a number; write it like 1234.5' };
		}
		case 'date': {
			const day = readDay(trimmed);
			return day === null
				? { ok: false, problem: 'is not a day; write it like 2026-11-23' }
				: { ok: true, value: day };
		}
		case 'yes-no': {
			const answer = readYesNo(trimmed);
			return answer === null
				? { ok: false, problem: 'is neither yes nor no' }
				: { ok: true, value: answer ? 'yes' : 'no' };
		}
	}
}

/** `2026-11-23` and `23.11.2026`; days with slashes mean different things in different countries. */
function readDay(text: string): string | null {
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
	const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
	const [year, month, day] = iso
		? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
		: dotted
			? [Number(dotted[3]), Number(dotted[2]), Number(dotted[1])]
			: [0, 0, 0];
	const date = new Date(Date.UTC(year, month - 1, day));
	if (year < 1000 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
	return date.toISOString().slice(0, 10);
}
