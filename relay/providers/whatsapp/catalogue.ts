import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { TemplateDraft } from '../../../shared/domain/template-draft.ts';
import type { SampleFile, SubmittedTemplate } from '../abilities.ts';
import { text } from '../wire.ts';
import { type MessagesApi, success } from './messages-api.ts';
import { readStatus } from './templates.ts';
import type { SampleHandles } from './to-template.ts';

/** Asks a provider's template address; an error's `detail` is the reviewer's sentence. */
export async function callTemplates(
	api: MessagesApi,
	request: { method: 'GET' | 'POST' | 'DELETE'; url: string; body?: unknown },
	signal: AbortSignal,
): Promise<Record<string, unknown>> {
	const answer = await api.http.send({
		method: request.method,
		url: request.url,
		headers: {
			...api.headers,
			...(request.body !== undefined && { 'content-type': 'application/json' }),
		},
		...(request.body !== undefined && { body: JSON.stringify(request.body) }),
		signal,
	});
	// Some deletions are answered without a body.
	if (answer.status === 204) return {};
	return success(answer, api.ownError);
}

/** The answer to a creation or an edit, in our words. What it does not say is as the draft was. */
export function readSubmitted(answer: Record<string, unknown>, draft: TemplateDraft): SubmittedTemplate {
	return {
		externalId: text(answer.id),
		status: answer.status === undefined ? 'pending' : readStatus(answer.status),
		category: text(answer.category)?.toLowerCase() ?? draft.category,
	};
}

/** Hands every sample file of a draft over; `upload` gives the handle of one. */
export async function uploadSamples(
	draft: TemplateDraft,
	sample: SampleFile,
	upload: (file: Awaited<ReturnType<SampleFile>>) => Promise<string>,
): Promise<SampleHandles> {
	const wanted: string[] = [];
	if (draft.header && draft.header.kind !== 'text' && draft.header.kind !== 'location')
		wanted.push('header.media');
	draft.cards?.forEach((card, index) => {
		if (card.header) wanted.push(`cards.${index}.header.media`);
	});
	const handles: Record<string, string> = {};
	for (const slotId of wanted) handles[slotId] = await upload(await sample(slotId));
	return handles;
}

/** "Message template not found" (from memory of Meta's answers, not confirmed), and a bare HTTP 404 of 360dialog. */
const NOT_THERE = new Set(['2593002', 'HTTP 404']);

/** A template that is not there is as good as deleted. 360dialog says so in words only. */
export async function gone(work: Promise<unknown>): Promise<void> {
	try {
		await work;
	} catch (error) {
		const isMissing =
			error instanceof DeliveryError &&
			(NOT_THERE.has(error.providerCode ?? '') ||
				/not (?:be )?found|does not exist|no template/i.test(error.detail ?? ''));
		if (!isMissing) throw error;
	}
}
