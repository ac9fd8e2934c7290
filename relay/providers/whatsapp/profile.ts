import type { BusinessProfile, ProfileChange } from '../../../shared/domain/business-profile.ts';
import type { BusinessProfileAbility, SampleFile } from '../abilities.ts';
import { list, record, text } from '../wire.ts';
import { type MessagesApi, success } from './messages-api.ts';

const FIELDS = 'about,address,description,email,profile_picture_url,websites,vertical';

/** The business profile of a number: the same body for both who carry WhatsApp (providers.md §1.2, §2.1). */
export function profileOf(
	api: MessagesApi,
	url: string,
	uploadPhoto: (file: Awaited<ReturnType<SampleFile>>, signal: AbortSignal) => Promise<string>,
): BusinessProfileAbility {
	return {
		async read(signal) {
			const answer = await api.http.send({
				method: 'GET',
				url: `${url}?fields=${FIELDS}`,
				headers: api.headers,
				signal,
			});
			const body = success(answer, api.ownError);
			return readProfile(record(list(body.data)[0]) ?? body);
		},
		async write(change, photo, signal) {
			const handle = photo && (await uploadPhoto(photo, signal));
			const answer = await api.http.send({
				method: 'POST',
				url,
				headers: { ...api.headers, 'content-type': 'application/json' },
				body: JSON.stringify({ messaging_product: 'whatsapp', ...toProfile(change), ...pictureOf(handle) }),
				signal,
			});
			success(answer, api.ownError);
		},
	};
}

function pictureOf(handle: string | null): Record<string, string> {
	return handle === null ? {} : { profile_picture_handle: handle };
}

function toProfile(change: ProfileChange): Record<string, unknown> {
	// A code that was never chosen is left out: an empty one is refused.
	const { vertical, ...texts } = change;
	return { ...texts, ...(vertical && { vertical }) };
}

function readProfile(body: Record<string, unknown> | null): BusinessProfile {
	const vertical = text(body?.vertical)?.toUpperCase() ?? '';
	return {
		about: text(body?.about) ?? '',
		address: text(body?.address) ?? '',
		description: text(body?.description) ?? '',
		email: text(body?.email) ?? '',
		websites: list(body?.websites).flatMap(site => text(site) ?? []),
		// Meta's word for none.
		vertical: vertical === 'UNDEFINED' || vertical === 'NOT_A_BIZ' ? '' : vertical,
		photoUrl: text(body?.profile_picture_url),
	};
}
