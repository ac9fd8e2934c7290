import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SampleFile, TemplateCatalogue } from '../../../relay/providers/abilities.ts';
import { cloudApi } from '../../../relay/providers/cloud-api/index.ts';
import { createHttp } from '../../../relay/providers/http.ts';
import { toTemplateBody } from '../../../relay/providers/whatsapp/to-template.ts';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import type { TemplateDraft } from '../../../shared/domain/template-draft.ts';
import { BAD_TEMPLATES, GOOD_TEMPLATES, type GoodTemplate } from '../../fixtures/templates/index.ts';
import { callCloudApi } from './provider-calls.ts';

const SAMPLES = { image: 'png', video: 'mp4', document: 'pdf' } as const;
const MIMES = { image: 'image/png', video: 'video/mp4', document: 'application/pdf' } as const;

let sandbox: Sandbox;
let catalogue: TemplateCatalogue;
beforeAll(async () => {
	sandbox = await startSandbox();
	const { accessToken, appSecret, phoneNumberId, wabaId } = CLOUD_API_NUMBER;
	const credentials = { accessToken, appSecret, phoneNumberId, businessAccountId: wabaId };
	const apiUrl = `${sandbox.url}/cloud-api`;
	const http = createHttp({ allowPrivateNetwork: true });
	const { templates } = cloudApi.connect({ credentials, apiUrl, webhookKey: 'key' }, http);
	if (!templates) throw new Error('The Cloud API provider has no templates.');
	catalogue = templates;
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

/** The sandbox's own small file of the kind that a slot of this draft wants. */
const sampleOf =
	(draft: TemplateDraft): SampleFile =>
	async slotId => {
		const card = /^cards\.(\d+)\./.exec(slotId)?.[1];
		const header = card === undefined ? draft.header : draft.cards?.[Number(card)]?.header;
		const kind = header?.kind;
		if (kind !== 'image' && kind !== 'video' && kind !== 'document')
			throw new Error(`No file for ${slotId}.`);
		const path = fileURLToPath(
			new URL(`../../../relay/sandbox/samples/sample.${SAMPLES[kind]}`, import.meta.url),
		);
		return { path, mimeType: MIMES[kind], filename: null, size: (await stat(path)).size };
	};

/** True when a file that the draft needs was not given: then there is nothing that the provider could upload. */
function lacksSample({ header, cards, samples }: TemplateDraft): boolean {
	const slots = [
		header && header.kind !== 'text' && header.kind !== 'location' ? 'header.media' : null,
		...(cards ?? []).map((card, index) => (card.header ? `cards.${index}.header.media` : null)),
	];
	return slots.some(slot => slot !== null && !samples[slot]);
}

/** The seed has names of the corpus. A name that is wrong stays as it is. */
const apart = <T extends { readonly name: string }>(one: T): T =>
	/^[a-z0-9_]{1,500}$/.test(one.name) ? { ...one, name: `corpus_${one.name}` } : one;

async function submit({ draft: written, others }: GoodTemplate): Promise<unknown> {
	const draft = apart(written);
	for (const other of others.map(apart)) {
		const { name, language, category, body, footer } = other;
		const parts = [{ type: 'BODY', text: body }, footer && { type: 'FOOTER', text: footer }].filter(Boolean);
		const path = `/${CLOUD_API_NUMBER.wabaId}/message_templates`;
		const { status } = await callCloudApi(sandbox.url, path, { name, language, category, components: parts });
		expect(status).toBe(200);
	}
	if (lacksSample(draft)) {
		const path = `/${CLOUD_API_NUMBER.wabaId}/message_templates`;
		const answer = await callCloudApi(sandbox.url, path, toTemplateBody(draft, {}));
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return answer.body;
	}
	return catalogue.create(draft, sampleOf(draft), new AbortController().signal);
}

describe('the check of new templates, with the relay’s own submission', () => {
	it.each(GOOD_TEMPLATES.map(one => [one.title, one] as const))('accepts %s', async (_, one) => {
		expect(await submit(one)).toMatchObject({ status: 'pending', category: one.draft.category });
	});

	it.each(
		BAD_TEMPLATES.filter(one => !one.providerAccepts).map(one => [`${one.rule}: ${one.title}`, one] as const),
	)('refuses %s', async (_, one) => {
		await expect(submit(one)).rejects.toThrow();
		const { requests } = await sandbox.requests({});
		expect(requests.at(-1)).toMatchObject({ method: 'POST', status: 400 });
		expect(requests.at(-1)?.path).toContain('/message_templates');
	});
});
