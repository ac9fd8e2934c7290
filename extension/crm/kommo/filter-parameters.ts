import type { Json } from './api.ts';

/**
 * What of a list's address we can say in the words of the API. Whoever learns more of Kommo's addresses changes this file
 * and no other. "docs": filters of the API as documented; "memory": how the page writes them, remembered and not yet seen
 * on a live account. What stands in no row makes the whole filter unreadable: a filter that is left out would write to
 * people whom nobody chose.
 */

/** One condition as the API has it. Values of one field are alternatives, fields hold together. */
export interface FilterField {
	readonly kinds: readonly ('leads' | 'contacts' | 'companies')[];
	readonly pairs: (values: readonly string[]) => (readonly [string, string])[];
	/** Whether a record that the API gave fits: an account may ignore filters. */
	readonly holds: (record: Json, values: readonly string[]) => boolean;
}

const ALL = ['leads', 'contacts', 'companies'] as const;

const isOneOf = (name: string, kinds: FilterField['kinds']): FilterField => ({
	kinds,
	pairs: values => values.map(value => [`filter[${name}][]`, value]),
	holds: (record, values) => values.includes(String(record[name])),
});

/** The API's own filters (docs). A stage is `<pipeline>/<stage>`. */
export const FIELDS = {
	id: isOneOf('id', ALL),
	pipeline: isOneOf('pipeline_id', ['leads']),
	responsible: isOneOf('responsible_user_id', ALL),
	stage: {
		kinds: ['leads'],
		pairs: values =>
			values.flatMap((value, at) => {
				const [pipeline = '', stage = ''] = value.split('/');
				return [
					[`filter[statuses][${at}][pipeline_id]`, pipeline],
					[`filter[statuses][${at}][status_id]`, stage],
				];
			}),
		holds: (record, values) => values.includes(`${record.pipeline_id}/${record.status_id}`),
	},
	price: {
		kinds: ['leads'],
		pairs: values => values.map(value => ['filter[price]', value]),
		holds: (record, values) => values.includes(String(record.price)),
	},
	createdFrom: {
		kinds: ALL,
		pairs: values => values.map(value => ['filter[created_at][from]', value]),
		holds: (record, values) => values.every(value => Number(record.created_at) >= Number(value)),
	},
	createdTo: {
		kinds: ALL,
		pairs: values => values.map(value => ['filter[created_at][to]', value]),
		holds: (record, values) => values.every(value => Number(record.created_at) <= Number(value)),
	},
} as const satisfies Record<string, FilterField>;

export type FilterFieldName = keyof typeof FIELDS;

/** A parameter of the address: which field it is. With a captured number that stands before the value. */
export const PARAMETERS: readonly { readonly name: RegExp; readonly field: FilterFieldName }[] = [
	// docs: as the API has them
	{ name: /^filter\[id\]\[\d*\]$/, field: 'id' },
	{ name: /^filter\[pipeline_id\](?:\[\d*\])?$/, field: 'pipeline' },
	{ name: /^filter\[responsible_user_id\](?:\[\d*\])?$/, field: 'responsible' },
	{ name: /^filter\[price\]$/, field: 'price' },
	{ name: /^filter\[created_at\]\[from\]$/, field: 'createdFrom' },
	{ name: /^filter\[created_at\]\[to\]$/, field: 'createdTo' },
	// memory: as the page has them
	{ name: /^filter\[main_user\]\[\d*\]$/, field: 'responsible' },
	{ name: /^filter\[pipe\]\[(\d+)\]\[\d*\]$/, field: 'stage' },
];

/** docs: two parameters that say one stage; `$1` is their number. */
export const STAGE_PAIR = /^filter\[statuses\]\[(\d+)\]\[(?:pipeline_id|status_id)\]$/;

/** memory: parameters that leave the same rows in the list. `skip_filter` leaves out what the page remembers. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['page', 'skip_filter', 'useFilter']);

/** Fields that may have one value only: with two it is not known how the page means them. */
export const SINGLE: ReadonlySet<FilterFieldName> = new Set(['price', 'createdFrom', 'createdTo']);
