import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UploadedMedia } from '../../shared/contract/commands/media.ts';
import { HOUR_MS } from '../../shared/lib/time.ts';
import { type TestClock, testClock } from '../support/clock.ts';
import { type Person, startTestRelay, type TestRelay } from '../support/relay.ts';
import { upload as uploadTo } from '../support/upload.ts';

let clock: TestClock;
let relay: TestRelay;
let owner: Person;
beforeAll(async () => {
	clock = testClock();
	relay = await startTestRelay({ now: clock.now });
	owner = await relay.person('owner');
});
afterAll(() => relay.close());

const upload = (content: BlobPart, filename: string, type: string) =>
	uploadTo(relay.url, owner.token, { content, filename, type });
const link = async (file: UploadedMedia) => owner.get('media:link', { mediaId: file.mediaId });
const status = async (url: string, init?: RequestInit) => {
	const answer = await fetch(url, init);
	await answer.arrayBuffer();
	return answer.status;
};

describe('a stored file', () => {
	it('is given byte for byte to who has its address, and to who has a token', async () => {
		const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
		const file = await upload(bytes, 'plan.png', 'image/png');
		const { url, size, mimeType, filename } = await link(file);
		expect({ size, mimeType, filename }).toEqual({ size: 5000, mimeType: 'image/png', filename: 'plan.png' });
		const shown = await fetch(url);
		expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes);
		expect(shown.headers.get('content-type')).toBe('image/png');
		const direct = await fetch(`${relay.url}/media/${file.mediaId}`, {
			headers: { authorization: `Bearer ${owner.token}` },
		});
		expect(new Uint8Array(await direct.arrayBuffer())).toEqual(bytes);
	});
	it('may have 20 MB, and not a byte more', async () => {
		const size = 20 * 1024 * 1024;
		expect((await upload(new Uint8Array(size), 'big.pdf', 'application/pdf')).size).toBe(size);
		await expect(upload(new Uint8Array(size + 1), 'big.pdf', 'application/pdf')).rejects.toThrow(
			'larger than the 20 MB',
		);
	});
	it('is given to nobody else', async () => {
		const file = await upload('x', 'a.png', 'image/png');
		const { url } = await link(file);
		const other = await link(await upload('y', 'b.png', 'image/png'));
		const forged = (change: (parts: URL) => void) => {
			const parts = new URL(url);
			change(parts);
			return parts.href;
		};
		const addresses = [
			`${relay.url}/media/${file.mediaId}`,
			forged(parts => parts.searchParams.set('key', 'wrong')),
			forged(parts => parts.searchParams.set('key', '')),
			forged(parts => parts.searchParams.delete('key')),
			forged(parts => parts.searchParams.set('until', String(Date.now() + 1e9))),
			forged(parts => parts.searchParams.set('until', 'NaN')),
			forged(parts => parts.searchParams.set('use', 'save')),
			forged(parts => parts.searchParams.append('key', new URL(other.url).searchParams.get('key') ?? '')),
			forged(parts => parts.searchParams.set('key', new URL(other.url).searchParams.get('key') ?? '')),
			url.replace(file.mediaId, new URL(other.url).pathname.split('/')[2] ?? ''),
		];
		for (const address of addresses) expect(await status(address), address).toBe(401);
		expect(
			await status(`${relay.url}/media/${file.mediaId}`, { headers: { authorization: 'Bearer made-up' } }),
		).toBe(401);
	});
	it('is asked for by no path that leads elsewhere', async () => {
		const headers = { authorization: `Bearer ${owner.token}` };
		for (const path of [
			'..%2f..%2fsettings.json',
			'%2e%2e%2frelay.key',
			'....//relay.key',
			'med_none',
			'%00',
		])
			expect([400, 404]).toContain(await status(`${relay.url}/media/${path}`, { headers }));
	});
	it('has an address for an hour or two, and then a new one', async () => {
		const file = await upload('x', 'a.png', 'image/png');
		const { url, expiresAt } = await link(file);
		expect(expiresAt - clock.now()).toBeGreaterThanOrEqual(HOUR_MS);
		expect(await status(url)).toBe(200);
		clock.advance(expiresAt - clock.now() - 1000);
		expect(await status(url)).toBe(200);
		clock.advance(1000);
		expect(await status(url)).toBe(401);
		expect(await status((await link(file)).url)).toBe(200);
	});
	it('is served in parts, so that a video can be moved in', async () => {
		const { url } = await link(await upload('0123456789', 'a.mp4', 'video/mp4'));
		const range = async (value: string) => {
			const answer = await fetch(url, { headers: { range: value } });
			return { status: answer.status, text: await answer.text(), of: answer.headers.get('content-range') };
		};
		expect(await range('bytes=2-4')).toEqual({ status: 206, text: '234', of: 'bytes 2-4/10' });
		expect(await range('bytes=7-')).toEqual({ status: 206, text: '789', of: 'bytes 7-9/10' });
		expect(await range('bytes=-2')).toEqual({ status: 206, text: '89', of: 'bytes 8-9/10' });
		expect(await range('bytes=50-60')).toEqual({ status: 416, text: '', of: 'bytes */10' });
	});
	it('answers HEAD as a player asks', async () => {
		const { url } = await link(await upload('0123456789', 'a.mp4', 'video/mp4'));
		const answer = await fetch(url, { method: 'HEAD' });
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-length')).toBe('10');
		expect(answer.headers.get('accept-ranges')).toBe('bytes');
	});
	it.each([
		['a page', 'evil.html', 'text/html'],
		['a page that calls itself so', 'evil.html', 'TEXT/HTML; charset=utf-8'],
		['a drawing with scripts', 'evil.svg', 'image/svg+xml'],
		['a page in XML', 'evil.xhtml', 'application/xhtml+xml'],
		['a script', 'evil.js', 'text/javascript'],
		['something odd', 'evil', 'image/png; text/html'],
	])('that is %s never runs in a browser', async (_what, name, type) => {
		const { url } = await link(await upload('<script>alert(1)</script>', name, type));
		const answer = await fetch(url);
		const served = answer.headers.get('content-type') ?? '';
		expect(served).toMatch(/^(?:application\/octet-stream|image\/png)$/);
		if (served !== 'image/png') expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
		expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(answer.headers.get('content-security-policy')).toContain('sandbox');
	});
	it('is saved under its name by its other address', async () => {
		const { downloadUrl } = await link(await upload('x', 'Grüße; a=b ’.png', 'image/png'));
		const answer = await fetch(downloadUrl);
		const said = answer.headers.get('content-disposition') ?? '';
		expect(said).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+$/);
		expect(decodeURIComponent(said.split("''")[1] ?? '')).toBe('Grüße; a=b ’.png');
	});
	it('that is gone from the disk is said to be, not shown as a picture', async () => {
		const file = await upload('x', 'a.png', 'image/png');
		const { url } = await link(file);
		rmSync(relay.relay.parts.mediaFiles.path(file.mediaId));
		const answer = await fetch(url);
		expect(answer.status).toBe(404);
		expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
		expect(((await answer.json()) as { error: { message: string } }).error.message).toContain('disk');
	});
	it('that is unknown has no address', async () => {
		expect(await owner.ask('media:link', { mediaId: 'med_none' })).toMatchObject({
			ok: false,
			error: { code: 'not-found', fields: { mediaId: expect.any(String) } },
		});
	});
});
