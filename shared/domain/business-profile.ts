import { VERTICALS } from '../data/verticals.ts';

/** What WhatsApp shows of a business. An absent text is an empty one. */
export interface BusinessProfile {
	readonly about: string;
	readonly address: string;
	readonly description: string;
	readonly email: string;
	readonly websites: readonly string[];
	/** Meta's code of the line of business; empty when none was ever chosen. */
	readonly vertical: string;
	/** Lives for days only. */
	readonly photoUrl: string | null;
}

/** What is to be changed: absent fields stay as they are. */
export type ProfileChange = Partial<Omit<BusinessProfile, 'photoUrl'>>;

/** Lines of business to choose from, by name. */
export const PROFILE_VERTICALS: readonly { readonly code: string; readonly name: string }[] = VERTICALS;

export interface ProfileProblem {
	/** `about`, `websites.1`, … */
	readonly field: string;
	readonly message: string;
}

/** The longest texts that are written, in characters (providers.md §1.2; features.md X-35: longer ones are read all the same). */
export const PROFILE_LIMITS = {
	about: 139,
	address: 256,
	description: 256,
	email: 128,
	website: 256,
	websites: 2,
} as const;

/** Every problem with a change, in the order of the form. Empty: it may be sent. */
export function checkProfile(current: BusinessProfile | null, change: ProfileChange): ProfileProblem[] {
	const problems: ProfileProblem[] = [];
	const add = (field: string, message: string) => problems.push({ field, message });
	for (const field of ['about', 'address', 'description', 'email'] as const) {
		const max = PROFILE_LIMITS[field];
		const length = [...(change[field] ?? '')].length;
		if (length > max) add(field, `At most ${max} characters; this has ${length}.`);
	}
	if (change.about !== undefined && change.about.trim() === '' && current?.about)
		add('about', 'WhatsApp does not let the text be emptied again. Write something short.');
	if (change.email && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(change.email))
		add('email', 'Write an address like shop@example.org.');
	const websites = change.websites ?? [];
	if (websites.length > PROFILE_LIMITS.websites)
		add('websites', `At most ${PROFILE_LIMITS.websites} websites.`);
	websites.forEach((site, index) => {
		const max = PROFILE_LIMITS.website;
		if (site.length > max) add(`websites.${index}`, `At most ${max} characters; this has ${site.length}.`);
		else if (!isWebsite(site))
			add(`websites.${index}`, 'Begin with https:// or http://, like https://example.org.');
	});
	if (change.vertical !== undefined) {
		if (change.vertical === '' && current?.vertical)
			add('vertical', 'WhatsApp does not let this be emptied again. Choose “Other”.');
		else if (change.vertical !== '' && !VERTICALS.some(one => one.code === change.vertical))
			add('vertical', 'Choose one of the list.');
	}
	return problems;
}

/** Only what differs from what is known, so that nothing is written that nobody changed. */
export function profileDifference(current: BusinessProfile | null, wanted: ProfileChange): ProfileChange {
	return Object.fromEntries(
		Object.entries(wanted).filter(
			([field, value]) =>
				JSON.stringify(value) !== JSON.stringify(current?.[field as keyof ProfileChange] ?? empty(value)),
		),
	);
}

function empty(value: unknown): unknown {
	return Array.isArray(value) ? [] : '';
}

function isWebsite(site: string): boolean {
	if (!/^https?:\/\//i.test(site)) return false;
	try {
		return new URL(site).hostname.includes('.');
	} catch {
		return false;
	}
}
