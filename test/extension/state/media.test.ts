import { describe, expect, it } from 'vitest';
import { createMediaLinks } from '../../../extension/state/media.ts';
import { ok } from '../../../shared/contract/result.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { fakeTime, settled } from '../support-ui/memory-stores.ts';
import { NOW } from '../support-ui/open-sidebar.ts';

const link = (expiresAt: number) => () =>
	ok({ url: '/1', downloadUrl: '/1', mimeType: 'image/png', filename: null, size: 1, expiresAt });

describe('createMediaLinks', () => {
	it('asks once, and again when the address has ended', async () => {
		const port = createFakePort({ 'media:link': link(NOW + 60 * MINUTE_MS) });
		const time = fakeTime(NOW);
		const media = createMediaLinks(port, time);
		media.of('m1');
		await settled();
		media.of('m1');
		expect(port.countOf('media:link')).toBe(1);
		time.pass(60 * MINUTE_MS);
		media.of('m1');
		expect(port.countOf('media:link')).toBe(2);
	});

	it('does not ask without end when this clock runs ahead of the relay’s', async () => {
		const port = createFakePort({ 'media:link': link(NOW - 60 * MINUTE_MS) });
		const media = createMediaLinks(port, fakeTime(NOW));
		for (let turn = 0; turn < 5; turn++) {
			media.of('m1');
			await settled();
		}
		expect(port.countOf('media:link')).toBe(1);
	});
});
