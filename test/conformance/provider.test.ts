import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Http, HttpAnswer } from '../../relay/providers/http.ts';
import type { OutboundFile, OutboundMessage } from '../../relay/providers/outbound.ts';
import { type Provider, SignatureError } from '../../relay/providers/provider.ts';
import { PROVIDERS } from '../../relay/providers/registry.ts';
import type { Address } from '../../shared/domain/address.ts';
import { sendableKinds } from '../../shared/domain/address.ts';
import { capabilitiesOf } from '../../shared/domain/capabilities.ts';
import { MEDIA_KINDS, type MediaKind } from '../../shared/domain/channel.ts';
import { DeliveryError } from '../../shared/domain/delivery-error.ts';
import { FIXTURE_FOLDERS, webhook, webhookNames } from '../support/fixtures.ts';

/** What every provider of the registry promises, whatever its network. */

const HOST = 'https://stand-in.example';
const signal = AbortSignal.timeout(60_000);

const answer = (status: number, text: string): HttpAnswer => ({
	status,
	headers: {},
	text,
	json: (() => {
		try {
			return JSON.parse(text);
		} catch {
			return null;
		}
	})(),
	receivedAt: 0,
});

function http(respond: () => Promise<HttpAnswer>): Http & { readonly urls: string[] } {
	const urls: string[] = [];
	return {
		urls,
		send({ url }) {
			urls.push(url);
			return respond();
		},
		open: () => Promise.reject(new DeliveryError('unreachable')),
		close: async () => {},
	};
}

/** Values for every field, of the shape that such values have. */
function credentialsOf(provider: Provider): Record<string, string> {
	return Object.fromEntries(
		provider.fields.map(({ key, standard }) => [key, standard ?? `700100200:canary-${key}-0123456789abcdef`]),
	);
}

const connected = (provider: Provider, door: Http) =>
	provider.connect(
		{ credentials: credentialsOf(provider), apiUrl: HOST, webhookKey: 'canary-webhook-key' },
		door,
	);

const RECIPIENTS: Record<string, Address> = {
	phone: { kind: 'phone', value: '+491713920001' },
	'telegram-chat': { kind: 'telegram-chat', value: '352' },
	'instagram-user': { kind: 'instagram-user', value: '17841400000000001/9870000000001' },
};

describe.each(PROVIDERS.map(provider => [provider.id, provider] as const))('provider %s', (_id, provider) => {
	let folder: string;
	let file: OutboundFile;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'provider-'));
		writeFileSync(join(folder, 'file'), 'bytes');
		file = {
			mediaKind: 'image',
			ref: null,
			path: join(folder, 'file'),
			mimeType: 'image/png',
			filename: 'a.png',
			size: 5,
			publicUrl: 'https://relay.example/media/1?key=x',
		};
	});
	afterAll(() => rmSync(folder, { recursive: true }));
	const capabilities = capabilitiesOf(provider.channelType);
	const [kind = 'phone'] = sendableKinds(provider.channelType);
	const message = (content: OutboundMessage['content']): OutboundMessage => ({
		id: 'msg_1',
		to: RECIPIENTS[kind] ?? { kind, value: '1' },
		content,
		replyToExternalId: null,
		asHumanAgent: false,
	});
	const option = { id: 'a', title: 'A', detail: null };
	const externalId = '352:41';
	const carried: [string, boolean, OutboundMessage['content']][] = [
		['text', true, { kind: 'text', text: 'Hello' }],
		[
			'choices',
			capabilities.choices !== null,
			{ kind: 'choices', text: 'Which?', footer: null, listLabel: null, form: 'buttons', options: [option] },
		],
		[
			'link-button',
			capabilities.linkButton !== null,
			{ kind: 'link-button', text: 'See', label: 'Open', url: 'https://a.example' },
		],
		[
			'location',
			capabilities.location,
			{ kind: 'location', latitude: 1, longitude: 2, name: null, address: null },
		],
		['location-request', capabilities.locationRequest, { kind: 'location-request', text: 'Where?' }],
		[
			'contacts',
			capabilities.contacts,
			{ kind: 'contacts', contacts: [{ name: 'Ann', phones: ['+491713920001'], emails: [], company: null }] },
		],
		['reaction', capabilities.reactions !== 'none', { kind: 'reaction', externalId, emoji: '❤' }],
		[
			'comment-reply',
			capabilities.comments !== null,
			{ kind: 'comment-reply', mode: 'private', text: 'Hello', externalId },
		],
	];

	it('is one of its kind, and says what it asks for in words', () => {
		expect(PROVIDERS.filter(one => one.id === provider.id)).toHaveLength(1);
		expect(new Set(provider.fields.map(field => field.key)).size).toBe(provider.fields.length);
		for (const field of provider.fields) {
			expect(field.label.trim(), field.key).not.toBe('');
			// Everything by which somebody could act for the channel is sealed.
			if (/token$|secret$|apiKey$/i.test(field.key)) expect(field.secret, field.key).toBe(true);
			if (field.brought) expect(provider.authorization).toBeDefined();
		}
		expect(Object.values(provider.pace).every(value => value > 0)).toBe(true);
	});
	it('carries what the table says, which the composer asks', () => {
		expect(provider.capabilities).toEqual(capabilities);
	});
	it('opens no connection when it is bound', () => {
		const door = http(() => Promise.reject(new Error('Nobody may call.')));
		connected(provider, door);
		expect(door.urls).toEqual([]);
	});

	it('takes no webhook that it has not made itself', () => {
		const channel = connected(
			provider,
			http(async () => answer(200, '{}')),
		);
		const rawBody = Buffer.from('{}');
		for (const headers of [
			{},
			{ 'x-hub-signature-256': 'sha256=00' },
			{ 'x-telegram-bot-api-secret-token': 'wrong' },
			{ 'x-relay-key': ['', 'wrong'] },
		])
			expect(() => channel.verify({ headers, rawBody })).toThrow(SignatureError);
	});

	describe('reading webhooks', () => {
		const parse = (body: unknown) =>
			connected(
				provider,
				http(async () => answer(200, '{}')),
			).parse(body, 1_793_000_000_000);
		it('throws at nothing, and makes nothing up out of nothing', () => {
			fc.assert(
				fc.property(fc.jsonValue(), body => {
					for (const { event } of parse(body)) expect(event.kind).toBe('ignored');
				}),
			);
		});
		it('throws at no body of any network, and reads the same twice', () => {
			for (const network of FIXTURE_FOLDERS)
				for (const name of webhookNames(network)) {
					const body = webhook(name, network);
					expect(parse(body), name).toEqual(parse(structuredClone(body)));
				}
		});
		it('gives a time, a key and somebody to every message of its own network', () => {
			const { channelType } = provider;
			for (const name of webhookNames(channelType))
				for (const { event } of parse(webhook(name, channelType))) {
					if (event.kind !== 'message') continue;
					expect(event.at, name).toBeGreaterThan(1_000_000_000_000);
					expect(event.key, name).not.toBe('');
					expect(event.party.addresses.length, name).toBeGreaterThan(0);
				}
		});
	});

	describe('sending', () => {
		const send = (content: OutboundMessage['content'], respond: () => Promise<HttpAnswer>) =>
			connected(provider, http(respond)).send(message(content), signal);
		const failure = async (work: Promise<unknown>): Promise<unknown> =>
			work.then(
				() => null,
				(error: unknown) => error,
			);

		it.each(carried)(
			'%s is tried where the table says that it is carried, else refused unsent',
			async (_what, is, content) => {
				const error = await failure(send(content, async () => answer(418, 'no')));
				expect(error).toBeInstanceOf(DeliveryError);
				expect((error as DeliveryError).code === 'unsupported').toBe(!is);
			},
		);
		it.each(MEDIA_KINDS.map(mediaKind => [mediaKind, capabilities.media[mediaKind] !== undefined] as const))(
			'a file as %s is tried where the table has it',
			async (mediaKind: MediaKind, is: boolean) => {
				if (!is) return;
				const ref = connected(
					provider,
					http(async () => answer(200, '{}')),
				).media?.upload
					? '9001'
					: null;
				const content = { ...file, kind: 'media', mediaKind, ref, caption: null } as const;
				const error = await failure(send(content, async () => answer(418, 'no')));
				expect((error as DeliveryError).code).not.toBe('unsupported');
			},
		);
		it.each([
			['an empty 200', 200, ''],
			['a 200 that is a page', 200, '<html>hello</html>'],
			['a 200 of another shape', 200, '{"hello":[1,2,3]}'],
			['a 400 of no shape', 400, '{"oops":true}'],
			['a 401', 401, 'no'],
			['a 404', 404, ''],
			['a 429', 429, ''],
			['a redirect', 302, ''],
			['a gateway’s 502', 502, '<html>Bad gateway</html>'],
		])('is answered by %s: a delivery error and nothing else', async (_what, status, text) => {
			const error = await failure(send({ kind: 'text', text: 'Hello' }, async () => answer(status, text)));
			expect(error).toBeInstanceOf(DeliveryError);
		});
		it('that nobody explains is never said to have failed when it may have gone out', async () => {
			for (const [status, text] of [
				[502, '<html>Bad gateway</html>'],
				[200, '<html>hello</html>'],
			] as const) {
				const error = await failure(send({ kind: 'text', text: 'Hello' }, async () => answer(status, text)));
				expect((error as DeliveryError).rule.outcome, String(status)).toBe('unknown');
			}
		});
		it('passes on what the door says', async () => {
			for (const code of ['unreachable', 'no-answer', 'address-inside'] as const) {
				const error = await failure(
					send({ kind: 'text', text: 'Hello' }, () => Promise.reject(new DeliveryError(code))),
				);
				expect((error as DeliveryError).code).toBe(code);
			}
		});
	});

	it('says of a check what is wrong in words, and never rejects', async () => {
		for (const respond of [
			() => Promise.reject(new DeliveryError('unreachable')),
			() => Promise.reject(new DeliveryError('address-inside')),
			async () => answer(200, ''),
			async () => answer(401, '{}'),
			async () => answer(500, '<html>'),
		]) {
			const findings = await connected(provider, http(respond)).check(signal);
			for (const finding of findings) {
				expect(finding.message).toMatch(/[.!]$/);
				expect(finding.message).not.toContain('canary');
			}
			expect(findings.length).toBeGreaterThan(0);
		}
	});
	it('refuses credentials that its provider refuses, and none for a fault of its provider', async () => {
		const at = async (respond: () => Promise<HttpAnswer>) =>
			(await connected(provider, http(respond)).check(signal)).find(finding => finding.refuses)?.refuses;
		expect(await at(async () => answer(503, ''))).toBeUndefined();
		expect(await at(() => Promise.reject(new DeliveryError('unreachable')))).toBeUndefined();
		expect(await at(() => Promise.reject(new DeliveryError('address-inside')))).toBe('apiUrl');
	});
});
