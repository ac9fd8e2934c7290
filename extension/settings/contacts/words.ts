import type { AttributeType } from '../../../shared/domain/contact-fields.ts';
import type { ImportTarget } from '../../../shared/domain/contact-import.ts';
import type { RelayError } from '../../state/views.ts';
import { type TextKey, t } from '../../ui/text.ts';

/** What went wrong, in words. */
export function wordsOf(error: RelayError): string {
	return error.code === 'offline' ? t('open_offline') : error.message;
}

const SOURCES: Readonly<Record<string, TextKey>> = {
	ORGANIC: 'contacts_source_organic',
	IMPORT: 'contacts_source_import',
	API: 'contacts_source_api',
};

/** Where a contact comes from; a word of somebody's own stays as it is. */
export function sourceWords(source: string): string {
	const key = SOURCES[source];
	return key ? t(key) : source;
}

/** The kinds of attributes. */
export const TYPE_WORDS: Record<AttributeType, TextKey> = {
	text: 'attribute_type_text',
	number: 'attribute_type_number',
	date: 'attribute_type_date',
	'yes-no': 'attribute_type_yes_no',
};

/** What a column of a file can be, apart from attributes. */
export const TARGET_WORDS: Record<Exclude<ImportTarget, `attribute:${string}`>, TextKey> = {
	skip: 'import_target_skip',
	name: 'import_target_name',
	'first-name': 'import_target_first_name',
	'last-name': 'import_target_last_name',
	phone: 'import_target_phone',
	tags: 'contacts_tags',
	source: 'contacts_source',
	'first-message': 'contacts_first_message',
	'opted-in': 'import_target_opted_in',
};

/** The name of a field in a contact's history. */
export function fieldWords(field: string, label: string | null): string {
	if (label !== null) return label;
	const key = FIELDS[field];
	return key ? t(key) : field.replace('attribute:', '');
}

const FIELDS: Readonly<Record<string, TextKey>> = {
	created: 'contacts_created',
	name: 'column_name',
	source: 'contacts_source',
	'first-message': 'contacts_first_message',
	tag: 'contacts_tag',
	consent: 'nav_consent',
};
