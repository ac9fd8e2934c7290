import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrmReading } from '../../../extension/crm/crm.ts';
import { kommo } from '../../../extension/crm/kommo/index.ts';
import { type PageWatch, watchPage } from '../../../extension/crm/watch-page.ts';
import { savedPage } from './kommo-page.ts';

let url: URL;
let told: CrmReading[];
let looks: number;
let watch: PageWatch;

function show(page: string): void {
	const holder = savedPage(page).querySelector('#page_holder');
	document.body.replaceChildren(...(holder ? [document.importNode(holder, true)] : []));
}

const ids = () => told.map(reading => (reading.state === 'record' ? reading.record.id : reading.state));

beforeEach(() => {
	vi.useFakeTimers();
	url = new URL('https://acme.kommo.com/leads/detail/1001');
	told = [];
	looks = 0;
	show('lead-loading');
	watch = watchPage({
		crm: kommo,
		document,
		url: () => url,
		onChange: reading => told.push(reading),
		onLook: () => {
			looks++;
		},
	});
});

afterEach(() => {
	watch.stop();
	vi.useRealTimers();
});

describe('watchPage', () => {
	it('tells the first reading at once, and the record when it is drawn', async () => {
		expect(ids()).toEqual(['loading']);
		show('lead');
		await vi.advanceTimersByTimeAsync(200);
		expect(ids()).toEqual(['loading', '1001']);
	});

	it('tells nothing when the page changes and the record does not', async () => {
		show('lead');
		await vi.advanceTimersByTimeAsync(200);
		document.querySelector('.notes-wrapper__notes')?.append(document.createElement('p'));
		await vi.advanceTimersByTimeAsync(200);
		expect(ids()).toEqual(['loading', '1001']);
		expect(looks).toBe(3);
	});

	it('looks once for a burst of changes, and now and then at a page that never rests', async () => {
		for (let change = 0; change < 20; change++) {
			document.body.append(document.createElement('p'));
			await vi.advanceTimersByTimeAsync(100);
		}
		expect(looks).toBeGreaterThanOrEqual(3);
		expect(looks).toBeLessThanOrEqual(5);
	});

	it('is loading from the change of the address until the other card is there', async () => {
		show('lead');
		await vi.advanceTimersByTimeAsync(200);
		url = new URL('https://acme.kommo.com/leads/detail/1002');
		watch.look();
		await vi.advanceTimersByTimeAsync(200);
		show('lead-without-contact');
		await vi.advanceTimersByTimeAsync(200);
		expect(ids()).toEqual(['loading', '1001', 'loading', '1002']);
	});

	it('hears what a person types', async () => {
		show('lead');
		await vi.advanceTimersByTimeAsync(200);
		const name = document.querySelector<HTMLTextAreaElement>('#person_n');
		if (!name) throw new Error('The page has no name.');
		name.value = 'Website order, again';
		name.dispatchEvent(new Event('change', { bubbles: true }));
		await vi.advanceTimersByTimeAsync(200);
		expect(told.at(-1)).toMatchObject({ record: { title: 'Website order, again' } });
	});

	it('sees and hears nothing once it is stopped', async () => {
		document.body.append(document.createElement('p'));
		await Promise.resolve();
		watch.stop();
		show('lead');
		document.dispatchEvent(new Event('change'));
		await vi.advanceTimersByTimeAsync(2000);
		expect(ids()).toEqual(['loading']);
		expect(vi.getTimerCount()).toBe(0);
	});
});
