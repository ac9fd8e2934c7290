import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import {
	type BusinessProfile,
	checkProfile,
	type ProfileChange,
	profileDifference,
} from '../../../shared/domain/business-profile.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { LiveChannel } from '../../channels.ts';
import type { BusinessProfileAbility } from '../../providers/abilities.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';

const PHOTO_MAX = 5 * 1024 * 1024;

export const showProfile: Action<'profile:show'> = async (parts, request) => {
	const found = abilityOf(parts, request.channelId);
	if (!found.ok) return found;
	const known = await parts.store.profiles.find(request.channelId);
	return ok({ profile: known?.profile ?? null, syncedAt: known?.syncedAt ?? null });
};

export const syncProfile: Action<'profile:sync'> = async (parts, request) => {
	const found = abilityOf(parts, request.channelId);
	return found.ok ? read(parts, found.value) : found;
};

/**
 * Reads what the provider has, checks what is wanted against it and sends only the difference, so that nobody's change
 * elsewhere is written over. A wanted text that is the same is not sent at all.
 */
export const saveProfile: Action<'profile:save'> = async (parts, request) => {
	const { channelId, photoMediaId, ...wanted } = request;
	const found = abilityOf(parts, channelId);
	if (!found.ok) return found;
	const current = await read(parts, found.value);
	if (!current.ok) return current;
	const change = profileDifference(current.value.profile, given(wanted));
	const problems = checkProfile(current.value.profile, change);
	const [first] = problems;
	if (first)
		return fail('invalid', first.message, {
			fields: Object.fromEntries(problems.map(({ field, message }) => [field, message])),
		});
	const photo = photoMediaId === undefined ? ok(null) : await photoOf(parts, photoMediaId);
	if (!photo.ok) return photo;
	const sent = [...Object.keys(change), ...(photo.value ? ['photo'] : [])];
	if (sent.length === 0) return ok({ ...current.value, sent, problems });
	try {
		await found.value.ability.write(change, photo.value, within(parts, PERSON_WAITS_MS));
	} catch (error) {
		return refused(error);
	}
	const after = await read(parts, found.value);
	return after.ok ? ok({ ...after.value, sent, problems }) : after;
};

function given(wanted: { [Field in keyof ProfileChange]?: ProfileChange[Field] | undefined }): ProfileChange {
	const texts = Object.entries(wanted).filter(([, value]) => value !== undefined);
	return Object.fromEntries(
		texts.map(([field, value]) => [
			field,
			Array.isArray(value) ? value.map(one => one.trim()).filter(one => one !== '') : String(value).trim(),
		]),
	);
}

type Found = { channel: LiveChannel; ability: BusinessProfileAbility };

function abilityOf(parts: Parts, channelId: string): Result<Found> {
	const channel = parts.channels.find(channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const ability = channel.connection.profile;
	return ability
		? ok({ channel, ability })
		: fail('refused', 'The provider of this channel shows no business profile.', {
				refusal: 'not-supported',
			});
}

async function read(
	parts: Parts,
	{ channel, ability }: Found,
): Promise<Result<{ profile: BusinessProfile; syncedAt: number }>> {
	try {
		const profile = await ability.read(within(parts, PERSON_WAITS_MS));
		const syncedAt = parts.now();
		await parts.store.profiles.put(channel.row.id, profile, syncedAt);
		return ok({ profile, syncedAt });
	} catch (error) {
		return refused(error);
	}
}

async function photoOf(parts: Parts, mediaId: string) {
	const file = await parts.store.media.find(mediaId);
	const field = (message: string) => fail('invalid', message, { fields: { photoMediaId: message } });
	if (file?.state !== 'stored') return field('The picture is not in the store. Choose it again.');
	if (!/^image\/(?:jpeg|png)$/.test(file.mime_type))
		return field('The picture must be a JPEG or PNG. Save it as one of them.');
	const size = Number(file.size);
	if (size > PHOTO_MAX) return field('The picture may have at most 5 MB. Make it smaller.');
	return ok({
		path: parts.mediaFiles.path(file.id),
		mimeType: file.mime_type,
		filename: file.filename,
		size,
	});
}

function refused(error: unknown): Result<never> {
	if (!(error instanceof DeliveryError)) throw error;
	const detail = error.detail ? ` It says: ${error.detail}` : '';
	const isAway = error.rule.retry === 'auto' || error.code === 'no-answer';
	return fail(
		isAway ? 'unavailable' : 'refused',
		isAway
			? `${error.rule.sentence} Try again; what you wrote is still here.`
			: `The provider refused it.${detail} Correct it and save again.`,
	);
}
