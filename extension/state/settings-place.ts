/** Where the settings page is. It stands in the address, so that a view can be shared and survives a reload. */
export interface SettingsPlace {
	readonly section: Section;
	/** The channel that templates are shown of; null is the first. */
	readonly channelId: string | null;
	readonly search: string;
}

export const SECTIONS = ['channels', 'templates', 'devices', 'relay'] as const;
export type Section = (typeof SECTIONS)[number];

/** Reads `#templates?channel=…&q=…`. Anything unknown is the list of channels. */
export function parsePlace(hash: string): SettingsPlace {
	const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
	const values = new URLSearchParams(query);
	return {
		section: SECTIONS.find(section => section === path) ?? 'channels',
		channelId: values.get('channel'),
		search: values.get('q') ?? '',
	};
}

/** Writes what `parsePlace` reads. */
export function formatPlace({ section, channelId, search }: SettingsPlace): string {
	const values = new URLSearchParams();
	if (channelId !== null) values.set('channel', channelId);
	if (search !== '') values.set('q', search);
	const query = values.toString();
	return `#${section}${query === '' ? '' : `?${query}`}`;
}
