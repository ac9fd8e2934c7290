import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import { VERTICALS } from '../../shared/data/verticals.ts';
import {
	type BusinessProfile,
	checkProfile,
	type ProfileChange,
	profileDifference,
} from '../../shared/domain/business-profile.ts';
import type { DraftFile } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

/** What the line of business is chosen from. */
export const LINES_OF_BUSINESS = VERTICALS;

export type ShownProfile = ReplyOf<'profile:show'>;

/** A channel's business profile as it was last read. */
export function createProfile(port: RelayPort, channelId: string): Source<ShownProfile> {
	return createSource<ShownProfile>(port, [], () => port.call('profile:show', { channelId }));
}

/** The texts of the form as typed; websites are two lines, either may be empty. */
export interface ProfileValues {
	readonly about: string;
	readonly address: string;
	readonly description: string;
	readonly email: string;
	readonly vertical: string;
	readonly 'websites.0': string;
	readonly 'websites.1': string;
}

/** A business profile that is being changed. Nothing in it is lost by a refused save. */
export interface ProfileForm {
	readonly values: ReadonlySignal<ProfileValues>;
	/** By field; `photo` and `websites` too. */
	readonly errors: ReadonlySignal<Readonly<Record<string, string>>>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	/** The fields that the last save sent; empty when all was as before. Null before a save. */
	readonly sent: ReadonlySignal<readonly string[] | null>;
	write(field: keyof ProfileValues, value: string): void;
	save(photo: DraftFile | null): Promise<boolean>;
	/** Takes what was synced, where nothing was typed. */
	take(profile: BusinessProfile): void;
	/** What a photo that is chosen adds to `dirty`. */
	setPhotoChosen(chosen: boolean): void;
}

const EMPTY: BusinessProfile = {
	about: '',
	address: '',
	description: '',
	email: '',
	websites: [],
	vertical: '',
	photoUrl: null,
};

/** Makes the form over what is known of the profile. */
export function createProfileForm(
	port: Pick<RelayPort, 'call'>,
	channelId: string,
	source: Source<ShownProfile>,
): ProfileForm {
	let known: BusinessProfile | null = source.current.peek().value?.profile ?? null;
	const kept = signal(valuesOf(known ?? EMPTY));
	const values = signal(kept.peek());
	const errors = signal<Readonly<Record<string, string>>>({});
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const sent = signal<readonly string[] | null>(null);
	const photoChosen = signal(false);
	const typed = computed(() => changed(kept.value, values.value));
	const take = (profile: BusinessProfile, keep: Partial<ProfileValues>) => {
		known = profile;
		kept.value = valuesOf(profile);
		values.value = { ...kept.peek(), ...keep };
	};
	return {
		values,
		errors,
		problem,
		dirty: computed(() => photoChosen.value || Object.keys(typed.value).length > 0),
		busy,
		sent,
		write: (field, value) => {
			values.value = { ...values.value, [field]: value };
			sent.value = null;
			const group = field.split('.')[0] ?? field;
			const others = Object.entries(errors.value).filter(([key]) => key !== field && key !== group);
			errors.value = Object.fromEntries(others);
		},
		save: async photo => {
			if (busy.peek()) return false;
			problem.value = null;
			const change = profileDifference(known, wantedOf(values.peek(), kept.peek()));
			errors.value = Object.fromEntries(
				checkProfile(known, change).map(({ field, message }) => [placeOf(field, values.peek()), message]),
			);
			if (Object.keys(errors.peek()).length > 0) return false;
			if (Object.keys(change).length === 0 && photo === null) {
				sent.value = [];
				return true;
			}
			busy.value = true;
			const { websites, ...texts } = change;
			const answer = await port.call('profile:save', {
				channelId,
				...texts,
				...(websites && { websites: [...websites] }),
				...(photo && { photoMediaId: photo.mediaId }),
			});
			busy.value = false;
			if (!answer.ok) {
				problem.value = answer.error;
				errors.value = { ...answer.error.fields };
				return false;
			}
			const { profile, syncedAt, problems } = answer.value;
			errors.value = Object.fromEntries(
				problems.map(({ field, message }) => [placeOf(field, values.peek()), message]),
			);
			if (problems.length > 0) return false;
			take(profile, {});
			source.take({ profile, syncedAt });
			sent.value = answer.value.sent;
			return true;
		},
		take: profile => take(profile, typed.peek()),
		setPhotoChosen: chosen => {
			photoChosen.value = chosen;
			if (chosen) sent.value = null;
		},
	};
}

function valuesOf({
	about,
	address,
	description,
	email,
	vertical,
	websites,
}: BusinessProfile): ProfileValues {
	return {
		about,
		address,
		description,
		email,
		vertical,
		'websites.0': websites[0] ?? '',
		'websites.1': websites[1] ?? '',
	};
}

/** What nobody touched stays as it is, white space at its ends too. */
function wantedOf(values: ProfileValues, before: ProfileValues): ProfileChange {
	const { 'websites.0': first, 'websites.1': second, ...texts } = values;
	return {
		...Object.fromEntries(
			Object.entries(texts).map(([key, text]) => [
				key,
				text === before[key as keyof ProfileValues] ? text : text.trim(),
			]),
		),
		websites: [first.trim(), second.trim()].filter(site => site !== ''),
	};
}

/** A problem with the first website that is given is one with the first line that is filled. */
function placeOf(field: string, values: ProfileValues): string {
	return field === 'websites.0' && values['websites.0'].trim() === '' ? 'websites.1' : field;
}

function changed(before: ProfileValues, after: ProfileValues): Partial<ProfileValues> {
	const keys = Object.keys(after) as (keyof ProfileValues)[];
	return Object.fromEntries(keys.filter(key => before[key] !== after[key]).map(key => [key, after[key]]));
}
