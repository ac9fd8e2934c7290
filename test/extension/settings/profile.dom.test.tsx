import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { BusinessProfile } from '../../../shared/domain/business-profile.ts';
import type { FakePort } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { mountSettings as mount, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const PROFILE: BusinessProfile = {
	about: 'Kitchens made to measure',
	address: 'Gartenweg 3, Potsdam',
	description: 'K'.repeat(300),
	email: 'hello@kitchens.example.org',
	websites: ['https://kitchens.example.org'],
	vertical: 'RETAIL',
	photoUrl: null,
};
const PLACE = '#channels?open=profile.ch-sales';

function withProfile(port: FakePort): void {
	port.answer('profile:show', () => ok({ profile: PROFILE, syncedAt: NOW - 3_600_000 }));
	port.answer('profile:save', request =>
		ok({
			profile: { ...PROFILE, about: request.about ?? PROFILE.about },
			syncedAt: NOW,
			sent: Object.keys(request).filter(key => key !== 'channelId'),
			problems: [],
		}),
	);
}

const saved = (port: FakePort) => port.calls.find(call => call.command === 'profile:save')?.request;

describe('ProfilePage', () => {
	it('fetches what was never read, and says when it was read', async () => {
		await mount(PLACE, port => {
			port.answer('profile:show', () => ok({ profile: null, syncedAt: null }));
			port.answer('profile:sync', () => ok({ profile: PROFILE, syncedAt: NOW }));
		});
		await appears('profile-sync');
		expect(one('profile-synced').textContent).toBe('Never synced');
		await click('profile-sync');
		await appears('profile-about');
		expect(one('profile-about').value).toBe(PROFILE.about);
		expect(one('profile-synced').textContent).toContain('Synced');
	});

	it('shows a longer text whole, and sends only what was changed', async () => {
		const { port } = await mount(PLACE, withProfile);
		await appears('profile-description');
		expect(one('profile-description').value).toHaveLength(300);
		await type('profile-about', 'Kitchens and more');
		await click('profile-save');
		expect(saved(port)).toEqual({ channelId: 'ch-sales', about: 'Kitchens and more' });
		expect(one('profile-sent').textContent).toBe('Sent to WhatsApp: About.');
	});

	it('sends nothing when nothing differs', async () => {
		const { port } = await mount(PLACE, withProfile);
		await appears('profile-save');
		await click('profile-save');
		expect(saved(port)).toBeUndefined();
		expect(one('profile-sent').textContent).toContain('Nothing differs');
	});

	it('puts each problem at its field before anything is sent', async () => {
		const { port } = await mount(PLACE, withProfile);
		await appears('profile-save');
		await type('profile-about', 'a'.repeat(140));
		await type('profile-websites-1', 'kitchens.example.org');
		await type('profile-email', 'hello');
		await click('profile-save');
		expect(saved(port)).toBeUndefined();
		const links = [...one('form-summary').querySelectorAll('a')].map(link => link.getAttribute('href'));
		expect(links).toEqual(['#profile-about', '#profile-email', '#profile-websites-1']);
	});

	it('keeps what was typed when the relay refuses', async () => {
		await mount(PLACE, port => {
			withProfile(port);
			port.answer('profile:save', () =>
				fail('invalid', 'WhatsApp refused it.', { fields: { email: 'is not reachable' } }),
			);
		});
		await appears('profile-save');
		await type('profile-email', 'shop@kitchens.example.org');
		await click('profile-save');
		expect(one('profile-email').value).toBe('shop@kitchens.example.org');
		expect(one('form-summary').textContent).toContain('is not reachable');
	});

	it('offers no way back to an empty line of business', async () => {
		const { port } = await mount(PLACE, withProfile);
		await appears('profile-vertical');
		const values = [...one('profile-vertical').querySelectorAll('option')].map(option => option.value);
		expect(values).not.toContain('');
		expect(values).toHaveLength(21);
		await choose('profile-vertical', 'HOTEL');
		await click('profile-save');
		expect(saved(port)).toEqual({ channelId: 'ch-sales', vertical: 'HOTEL' });
	});

	it('sends a photo, and refuses what is no picture', async () => {
		const { port } = await mount(PLACE, made => {
			withProfile(made);
			made.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/u', expiresAt: NOW }));
		});
		await appears('profile-photo');
		const choosePhoto = async (file: File) => {
			Object.defineProperty(one('profile-photo'), 'files', { value: [file], configurable: true });
			await act(async () => {
				one('profile-photo').dispatchEvent(new Event('change', { bubbles: true }));
			});
			await rest();
		};
		await choosePhoto(new File(['%PDF'], 'logo.pdf', { type: 'application/pdf' }));
		expect(one('profile-photo-file').dataset.state).toBe('refused');
		await choosePhoto(new File(['png'], 'logo.png', { type: 'image/png' }));
		await click('profile-save');
		expect(saved(port)).toEqual({ channelId: 'ch-sales', photoMediaId: 'media-1' });
	});

	it('asks before changes are left', async () => {
		await mount(PLACE, withProfile);
		await appears('profile-about');
		await type('profile-about', 'Something new');
		await click('nav-limits');
		expect(all('leave')).toHaveLength(1);
	});
});
