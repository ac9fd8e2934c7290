/** Where the settings page is. It stands in the address, so that a view can be shared and survives a reload. */
export interface SettingsPlace {
	readonly section: Section;
	/** The channel that templates are shown of; null is the first. */
	readonly channelId: string | null;
	readonly search: string;
	/** What a list is narrowed to, and what is open in it. */
	readonly filters: Filters;
}

export const SECTIONS = [
	'channels',
	'templates',
	'quick-replies',
	'contacts',
	'broadcasts',
	'statistics',
	'limits',
	'prices',
	'consent',
	'rules',
	'devices',
	'relay',
] as const;
export type Section = (typeof SECTIONS)[number];

/**
 * `open` is what is being written or looked at; `from` and `to` are months or days, and `from` also where recipients come
 * from (`segment:…`). `filter` is a `ContactFilter` as JSON, `segment` the saved one that it came from, `columns` the attributes
 * that the table shows. The rest narrows lists; `tab` is the part of what is open.
 */
export const FILTERS = [
	'status',
	'category',
	'language',
	'tag',
	'word',
	'from',
	'to',
	'filter',
	'segment',
	'sort',
	'columns',
	'open',
	'state',
	'tab',
	'bucket',
	'reason',
	'country',
] as const;
export type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

/** Reads `#templates?channel=…&q=…&status=…`. Anything unknown is the list of channels. */
export function parsePlace(hash: string): SettingsPlace {
	const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
	const values = new URLSearchParams(query);
	const filters = FILTERS.flatMap(key => {
		const value = values.get(key);
		return value ? [[key, value] as const] : [];
	});
	return {
		section: SECTIONS.find(section => section === path) ?? 'channels',
		channelId: values.get('channel'),
		search: values.get('q') ?? '',
		filters: Object.fromEntries(filters),
	};
}

/** Writes what `parsePlace` reads. */
export function formatPlace({ section, channelId, search, filters }: SettingsPlace): string {
	const values = new URLSearchParams();
	if (channelId !== null) values.set('channel', channelId);
	if (search !== '') values.set('q', search);
	for (const key of FILTERS) {
		const value = filters[key];
		if (value) values.set(key, value);
	}
	const query = values.toString();
	return `#${section}${query === '' ? '' : `?${query}`}`;
}
