import { describe, expect, it } from 'vitest';
import { cloudApi } from '../../../relay/providers/cloud-api/index.ts';
import { dialog360 } from '../../../relay/providers/dialog360/index.ts';
import type { Http } from '../../../relay/providers/http.ts';

const TEMPLATES = Array.from({ length: 251 }, (_, index) => ({
	id: String(index),
	name: `template_${index}`,
	language: 'en_US',
	category: 'UTILITY',
	status: 'APPROVED',
	components: [{ type: 'BODY', text: 'Hello' }],
}));

/** A provider that gives its list page by page, as each does. */
function listing(answer: (query: URLSearchParams) => unknown): { http: Http; pages: () => number } {
	let pages = 0;
	return {
		pages: () => pages,
		http: {
			async send({ url }) {
				pages += 1;
				const json = answer(new URL(url).searchParams);
				return { status: 200, headers: {}, text: JSON.stringify(json), json, receivedAt: 0 };
			},
			open: () => Promise.reject(new Error('Nothing is opened here.')),
			close: () => Promise.resolve(),
		},
	};
}

const settings = {
	credentials: { accessToken: 't', phoneNumberId: '1', businessAccountId: '2', appSecret: 's', apiKey: 'k' },
	apiUrl: 'https://provider.example',
	webhookKey: 'w',
};

async function namesFrom(provider: typeof cloudApi, http: Http): Promise<string[]> {
	const names: string[] = [];
	const { templates } = provider.connect(settings, http);
	for await (const one of templates?.list(AbortSignal.timeout(5000)) ?? []) names.push(one.template.name);
	return names;
}

const wanted = TEMPLATES.map(one => one.name);

describe('a list of more than 250 templates', () => {
	it('is read page by page from the Cloud API, by its cursors', async () => {
		const { http, pages } = listing(query => {
			const from = Number(query.get('after') ?? 0);
			const to = from + Number(query.get('limit'));
			const more = to < TEMPLATES.length;
			return {
				data: TEMPLATES.slice(from, to),
				paging: { cursors: { after: String(to) }, ...(more && { next: 'https://provider.example/next' }) },
			};
		});
		expect(await namesFrom(cloudApi, http)).toEqual(wanted);
		expect(pages()).toBeGreaterThan(1);
	});
	it('is read page by page from 360dialog, by its offsets', async () => {
		const { http, pages } = listing(query => {
			const from = Number(query.get('offset'));
			const waba_templates = TEMPLATES.slice(from, from + Number(query.get('limit')));
			return { count: waba_templates.length, total: TEMPLATES.length, waba_templates };
		});
		expect(await namesFrom(dialog360, http)).toEqual(wanted);
		expect(pages()).toBeGreaterThan(1);
	});
});
