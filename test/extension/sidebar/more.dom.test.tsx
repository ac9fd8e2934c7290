import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, type } from '../support-ui/page-steps.ts';
import { relayWithDoors } from '../support-ui/sample-doors.ts';
import { mountSidebar, unmountSidebar } from './mount.tsx';

afterEach(unmountSidebar);

const on = (channel: 'ch-sales' | 'ch-bot' | 'ch-insta') =>
	relayWithDoors({ now: NOW, said: [{ id: 'm', on: channel }] });

async function attach(...files: File[]): Promise<void> {
	Object.defineProperty(one('attach-input'), 'files', { value: files, configurable: true });
	await act(async () => {
		one('attach-input').dispatchEvent(new Event('change', { bubbles: true }));
	});
	await appears('attachment');
}

describe('long texts', () => {
	it('go in parts and in order, said before they are sent', async () => {
		const relay = on('ch-sales');
		await mountSidebar({ relay });
		const text = Array.from({ length: 30 }, (_, index) => `${index} ${'word '.repeat(60)}`).join('\n');
		await type('composer-input', text);
		expect((await appears('plan-note')).textContent).toBe('Goes as 3 messages');
		await click('send');
		const parts = relay.port.sent.map(one => (one.content.kind === 'text' ? one.content.text : ''));
		expect(parts).toHaveLength(3);
		expect(parts.every(part => part.length <= 4096)).toBe(true);
		expect(parts.join(' ').replace(/\s+/g, ' ')).toBe(text.trim().replace(/\s+/g, ' '));
	});

	it('are counted in bytes on Instagram', async () => {
		await mountSidebar({ relay: on('ch-insta') });
		await type('composer-input', 'ä'.repeat(460));
		expect((await appears('text-count')).textContent).toBe('920 / 1000 bytes');
	});

	it('follow a file that carries no words', async () => {
		const relay = on('ch-insta');
		await mountSidebar({ relay });
		await attach(new File(['x'], 'oak.png', { type: 'image/png' }));
		await type('composer-input', 'This is the oak one.');
		expect((await appears('plan-note')).textContent).toContain('The file goes first');
	});
});

describe('files', () => {
	it('take the place of the one before, and say what to do about a wrong one', async () => {
		await mountSidebar({ relay: on('ch-insta') });
		await attach(new File(['x'], 'plan.docx', { type: 'application/msword' }));
		expect(one('attachment').dataset.state).toBe('refused');
		expect(one('attachment').textContent).toContain('Save it as one of them');
		await attach(new File(['x'], 'oak.png', { type: 'image/png' }));
		expect(all('attachment')).toHaveLength(1);
		expect(one('attachment').textContent).toContain('oak.png');
	});

	it('say that only the first of several was taken', async () => {
		await mountSidebar({ relay: on('ch-insta') });
		const picture = (name: string) => new File(['x'], name, { type: 'image/png' });
		await attach(picture('oak.png'), picture('elm.png'));
		expect(one('attachment').textContent).toContain('oak.png');
		expect(all('attach-one')).toHaveLength(1);
		await attach(picture('elm.png'));
		expect(all('attach-one')).toHaveLength(0);
	});

	it('are refused for their size where their type would do', async () => {
		await mountSidebar({ relay: on('ch-insta') });
		const large = new File(['x'], 'oak.jpg', { type: 'image/jpeg' });
		Object.defineProperty(large, 'size', { value: 9_000_000 });
		await attach(large);
		expect(one('attachment').textContent).toContain('of pictures at most 8 MB');
	});
});

describe('MorePanel', () => {
	it('offers what the channel carries', async () => {
		await mountSidebar({ relay: on('ch-insta') });
		await click('more-open');
		await appears('more-panel');
		expect(all('more-location')).toHaveLength(0);
		expect(all('more-contacts')).toHaveLength(0);
		expect(all('more-choices')).toHaveLength(1);
		expect(all('more-link-button')).toHaveLength(1);
	});

	it('sends a place out of a pasted link', async () => {
		const relay = on('ch-sales');
		await mountSidebar({ relay });
		await click('more-open');
		await appears('more-panel');
		await click('more-location');
		await type('location-where', 'somewhere');
		await click('more-send');
		expect(one('more-problem').textContent).toContain('No place can be read');
		await type('location-where', 'https://www.google.com/maps/place/X/@52.1,13.2,17z/data=!3d52.39!4d13.06');
		expect(one('location-read').textContent).toContain('52.39');
		await click('more-send');
		expect(relay.port.sent[0]?.content).toEqual({ kind: 'location', latitude: 52.39, longitude: 13.06 });
	});

	it('stays while something is typed in it, and when a text is marked out of it', async () => {
		await mountSidebar({ relay: on('ch-sales') });
		const opens = async () => {
			await click('more-open');
			await appears('more-panel');
			await click('more-choices');
		};
		const mouse = (type: string, target: Element) =>
			act(async () => {
				target.dispatchEvent(new MouseEvent(type, { bubbles: true }));
			});
		await opens();
		await mouse('mousedown', one('choices-text'));
		await mouse('click', one('choices-dialog'));
		expect(all('choices-dialog')).toHaveLength(1);
		await mouse('mousedown', one('choices-dialog'));
		await mouse('click', one('choices-dialog'));
		expect(all('choices-dialog')).toHaveLength(0);
		await opens();
		await type('choices-text', 'When?');
		await mouse('mousedown', one('choices-dialog'));
		await mouse('click', one('choices-dialog'));
		expect(all('choices-dialog')).toHaveLength(1);
	});

	it('takes no contact card without a number that can be called', async () => {
		const relay = on('ch-sales');
		await mountSidebar({ relay });
		await click('more-open');
		await appears('more-panel');
		await click('more-contacts');
		await type('contact-name-field', 'Mara');
		await type('contact-phone-field', '12');
		await click('more-send');
		expect(one('more-problem').textContent).toContain('This is no phone number');
		await type('contact-phone-field', '+49 30 901820');
		await click('more-send');
		expect(relay.port.sent[0]?.content).toMatchObject({ contacts: [{ phones: ['+49 30 901820'] }] });
	});

	it('says how choices will look, and sends them', async () => {
		const relay = on('ch-sales');
		await mountSidebar({ relay });
		await click('more-open');
		await appears('more-panel');
		await click('more-choices');
		await type('choices-text', 'When?');
		const fill = async (at: number, value: string) => {
			const field = all('choices-option')[at];
			if (!field) throw new Error(`There is no choice ${at}.`);
			await act(async () => {
				field.value = value;
				field.dispatchEvent(new Event('input', { bubbles: true }));
			});
		};
		await fill(0, 'Monday');
		await fill(1, 'Tuesday');
		expect(one('choices-form').dataset.form).toBe('buttons');
		await click('choices-add');
		await click('choices-add');
		await fill(2, 'Wednesday');
		await fill(3, 'Thursday');
		expect(one('choices-form').dataset.form).toBe('list');
		await click('more-send');
		expect(relay.port.sent[0]?.content).toEqual({
			kind: 'choices',
			text: 'When?',
			options: ['Monday', 'Tuesday', 'Wednesday', 'Thursday'].map(title => ({ title })),
		});
	});

	it('sends a button with a link, and its address whole', async () => {
		const relay = on('ch-bot');
		await mountSidebar({ relay });
		await click('more-open');
		await appears('more-panel');
		await click('more-link-button');
		await type('link-text', 'Our prices');
		await type('link-label', 'Open');
		await type('link-url', 'kitchens.example.org/prices');
		await click('more-send');
		expect(relay.port.sent[0]?.content).toEqual({
			kind: 'link-button',
			text: 'Our prices',
			label: 'Open',
			url: 'https://kitchens.example.org/prices',
		});
	});
});

describe('reactions', () => {
	it('are those that the network takes', async () => {
		await mountSidebar({ relay: on('ch-insta') });
		expect(all('reply')).toHaveLength(0);
		await click('react');
		await appears('emoji');
		expect(all('emoji').map(emoji => emoji.textContent)).toEqual(['❤']);
	});
});
