import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { FakePort } from '../support-ui/fake-port.ts';
import type { FakeRelay } from '../support-ui/fake-relay.ts';
import { memoryFormDrafts } from '../support-ui/memory-stores.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { channelOf } from '../support-ui/samples.ts';
import { mountSettings as mount, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const requestOf = (port: FakePort, command: string) =>
	port.calls.find(call => call.command === command)?.request;

describe('AddChannel', () => {
	it('asks for the messenger first, and then for what its provider wants', async () => {
		await mount('#channels');
		await click('add-channel');
		await appears('messenger-telegram');
		expect(one('messenger-whatsapp').textContent).toContain('WhatsApp by 360dialog');
		await click('messenger-telegram');
		expect(all('channel-address')).toHaveLength(0);
		expect(one('channel-bot-token').id).toBe('field-credentials.botToken');
	});

	it('adds a channel and shows in words what is left to do', async () => {
		const { port } = await mount('#channels?open=new.whatsapp', made =>
			made.answer('channel:add', () =>
				ok({
					channel: channelOf({
						provider: 'cloud-api',
						webhook: { state: 'by-hand', lastReceivedAt: null, problem: null, verifyToken: null },
					}),
					warnings: ['Nothing arrives yet.'],
				}),
			),
		);
		await appears('channel-provider');
		await choose('channel-provider', 'cloud-api');
		for (const field of ['access-token', 'app-secret', 'phone-number-id', 'business-account-id'])
			await type(`channel-${field}`, `value of ${field}`);
		await type('channel-name', 'Sales DE');
		await type('channel-address', '+49 30 5550 1234');
		await type('channel-pipeline', 'Sales');
		await choose('channel-responsible', 'u-mara');
		await click('channel-active');
		await click('channel-save');
		expect(requestOf(port, 'channel:add')).toMatchObject({
			provider: 'cloud-api',
			state: 'off',
			pipeline: 'Sales',
			stage: null,
			responsibleUserId: 'u-mara',
			credentials: { verifyToken: 'token-1', accessToken: 'value of access-token' },
		});
		expect(one('channel-saved').textContent).toContain('is saved, but:');
		expect(one('channel-warning').textContent).toBe('Nothing arrives yet.');
		expect(one('webhook-url').value).toContain('https://relay.example.org/webhooks/');
		expect(one('webhook-token').value).toBe('token-1');
	});

	it('shows what it reads out of a pasted address', async () => {
		await mount('#channels?open=new.whatsapp');
		await appears('channel-channel-id');
		await type('channel-channel-id', 'https://hub.360dialog.com/dashboard/channels/ABcdefGH');
		expect(one('channel-id-read').textContent).toBe('Channel ID: ABcdefGH');
	});

	it('lists every error with a link to its field', async () => {
		await mount('#channels?open=new.telegram');
		await appears('channel-save');
		await click('channel-save');
		const links = [...one('form-summary').querySelectorAll('a')].map(link => link.getAttribute('href'));
		expect(links).toEqual(['#field-name', '#field-credentials.botToken']);
		expect(document.getElementById('field-name')?.getAttribute('aria-invalid')).toBe('true');
	});

	it('says what is wrong in the form’s words, and never by a technical name', async () => {
		const { port } = await mount('#channels?open=new.telegram');
		await type('channel-name', 'Second bot');
		await type('channel-bot-token', 'token');
		port.answer('channel:add', () =>
			fail('conflict', '“Bot” is this account already.', { fields: { credentials: 'is connected already' } }),
		);
		await click('channel-save');
		expect(one('form-summary').textContent).toBe('“Bot” is this account already.');
		port.answer('channel:add', () =>
			fail('invalid', '“credentials.botToken” must have at most 4000 characters.', {
				fields: { 'credentials.botToken': 'must have at most 4000 characters' },
			}),
		);
		await click('channel-save');
		expect(one('form-summary').textContent).toBe('Bot token: Must have at most 4000 characters');
	});

	it('asks before something unsaved is left', async () => {
		await mount('#channels?open=new.telegram');
		await appears('channel-name');
		await type('channel-name', 'Sales bot');
		await click('channel-cancel');
		expect(all('leave')).toHaveLength(1);
		await click('leave-stay');
		expect(one('channel-name').value).toBe('Sales bot');
	});

	it('lets the account in by a tab of its own, and names what is missing', async () => {
		let state: 'waiting' | 'done' = 'waiting';
		const kept = new Map<string, unknown>();
		const prepare = (made: FakePort) => {
			made.answer('channel:authorize', () =>
				ok({ authorizationId: 'aut-1', url: 'https://ig.example.org/' }),
			);
			made.answer('channel:authorization', () =>
				ok({
					authorization: {
						id: 'aut-1',
						provider: 'instagram',
						state,
						address: state === 'done' ? '@wood.works' : null,
						problems: state === 'done' ? ['Permission instagram_business_manage_comments is missing.'] : [],
						createdAt: NOW,
					},
				}),
			);
			made.answer('channel:add', () => ok({ channel: channelOf({ type: 'instagram' }), warnings: [] }));
		};
		const { port, opened } = await mount('#channels?open=new.instagram', prepare, memoryFormDrafts(kept));
		await appears('authorize');
		await type('channel-name', 'Wood works');
		await type('channel-app-id', '4711');
		await type('channel-app-secret', 'very secret');
		await click('channel-activities-feed');
		await click('channel-save');
		expect(one('authorize-part').textContent).toContain('Authorize the account first.');
		await click('authorize');
		expect(opened).toEqual(['https://ig.example.org/']);
		expect(requestOf(port, 'channel:authorize')).toMatchObject({ credentials: { activities: 'direct' } });
		expect(one('authorize-state').dataset.state).toBe('waiting');

		// The settings page is loaded anew while the other tab is open; taking it down here would be leaving the form.
		const reloaded = memoryFormDrafts(new Map(kept));
		const again = await mount('#channels?open=new.instagram', prepare, reloaded);
		await appears('authorize-state');
		expect(one('channel-name').value).toBe('Wood works');
		state = 'done';
		await act(async () => again.port.emit('channel:authorized', { authorizationId: 'aut-1' }));
		await rest();
		expect(one('authorize-state').textContent).toContain('@wood.works');
		expect(one('authorize-problems').textContent).toContain('instagram_business_manage_comments');
		await click('channel-save');
		expect(requestOf(again.port, 'channel:add')).toMatchObject({ authorizationId: 'aut-1' });
	});

	it('offers the numbers of the partner account, and says which are not ready', async () => {
		await mount('#channels?open=new.whatsapp', made =>
			made.answer('channel:partner-numbers', () =>
				ok({
					numbers: [
						{ channelId: 'ABcdefGH', phone: '493055501234', name: 'Wood works', waitsFor: null },
						{ channelId: 'IJklmnOP', phone: '493055501235', name: null, waitsFor: 'It is being set up.' },
					],
				}),
			),
		);
		await appears('partner-numbers');
		expect(one('partner-numbers').textContent).toContain('Not ready: It is being set up.');
		await click('partner-number-ABcdefGH');
		expect([one('channel-channel-id').value, one('channel-address').value]).toEqual([
			'ABcdefGH',
			'+493055501234',
		]);
	});
});

describe('EditChannel', () => {
	it('never shows a stored credential, and warns before another is tried', async () => {
		const { port } = await mount('#channels', made =>
			made.answer('channel:update', () => fail('invalid', '360dialog refused the key (401).')),
		);
		await click('channel-edit');
		await appears('channel-name');
		expect(all('channel-api-key')).toHaveLength(0);
		expect(document.body.textContent).toContain('…k3y9');
		await click('replace-apiKey');
		expect(one('channel-api-key').value).toBe('');
		await type('channel-api-key', 'new-key');
		await click('channel-save');
		expect(port.countOf('channel:update')).toBe(0);
		expect(one('channel-risk').textContent).toContain('the old ones stay until they work');
		await click('channel-risk-save');
		expect(requestOf(port, 'channel:update')).toEqual({
			channelId: 'ch-sales',
			credentials: { apiKey: 'new-key' },
		});
		expect(one('form-summary').textContent).toContain('360dialog refused the key (401).');
		expect(one('channel-api-key').value).toBe('new-key');
	});

	it('does not let a connected number be changed', async () => {
		await mount('#channels?open=edit.ch-sales');
		await appears('channel-address');
		expect(one('channel-address').readOnly).toBe(true);
	});
});

describe('ChannelRow', () => {
	const checks = [
		{ check: 'credentials', result: 'ok', message: 'The key works.' },
		{ check: 'webhook', result: 'warning', message: 'The webhook pointed elsewhere.' },
	] as const;

	it('keeps in sight what the last check did not find well, and when it was', async () => {
		await mount('#channels', (_port, relay: FakeRelay) => {
			relay.channels[0] = channelOf({ checks, checkedAt: NOW - 180_000, authorizedUntil: NOW + 86_400_000 });
		});
		expect(all('check-line').map(line => line.dataset.check)).toEqual(['webhook']);
		expect(one('checked-at').textContent).toBe('Checked 3 minutes ago');
		expect(all('authorized-until')).toHaveLength(1);
		await click('check-all');
		expect(all('check-line').map(line => line.dataset.check)).toEqual(['credentials', 'webhook']);
	});

	it('says a problem once, and shows the address that has to be pasted', async () => {
		const problem = 'The webhook pointed elsewhere.';
		await mount('#channels', (_port, relay: FakeRelay) => {
			relay.channels[0] = channelOf({
				checks,
				checkedAt: NOW,
				webhook: { state: 'by-hand', lastReceivedAt: null, problem, verifyToken: '0123456789abcdef01234567' },
			});
		});
		expect(one('channel-row').textContent?.split(problem)).toHaveLength(2);
		expect(one('row-webhook-url').value).toContain('https://relay.example.org/webhooks/');
		expect(one('row-webhook-token').value).toBe('0123456789abcdef01234567');
	});

	it('tells of what has arrived to who comes back to the page', async () => {
		const { port } = await mount('#channels');
		expect(one('channel-row').textContent).toContain('Nothing received yet');
		const webhook = {
			state: 'registered',
			lastReceivedAt: NOW - 60_000,
			problem: null,
			verifyToken: null,
		} as const;
		port.answer('channel:list', () => ok({ channels: [channelOf({ webhook })] }));
		Object.defineProperty(document, 'hidden', { value: false, configurable: true });
		await act(async () => {
			document.dispatchEvent(new Event('visibilitychange'));
		});
		Reflect.deleteProperty(document, 'hidden');
		await rest();
		expect(one('channel-row').textContent).toContain('Last received 1 minute ago');
	});

	it('shows all lines of a check that was just made', async () => {
		await mount('#channels', port =>
			port.answer('channel:check', () =>
				ok({ channel: channelOf({ checks, checkedAt: NOW }), lines: [...checks] }),
			),
		);
		await click('channel-check');
		expect(all('check-line')).toHaveLength(2);
	});
});

describe('PartnerSection', () => {
	it('warns, tries what is given, and shows no key again', async () => {
		const { port } = await mount('#channels', made =>
			made.answer('channel:set-partner', () =>
				ok({ partner: { partnerId: 'ahgT7zPA', key: '…9f2c', apiUrl: null } }),
			),
		);
		expect(one('partner-warning').textContent).toContain('ends every earlier key');
		await type('partner-id', 'ahgT7zPA');
		await click('partner-save');
		expect(port.countOf('channel:set-partner')).toBe(0);
		await type('partner-key', 'the partner key');
		await click('partner-save');
		expect(one('partner-stored').textContent).toContain('…9f2c');
		expect(all('partner-key')).toHaveLength(0);
	});
});

describe('GuidePage', () => {
	it('keeps each step’s own state, also one that waits for others', async () => {
		const { port, relay } = await mount('#channels?open=guide.dialog360');
		await appears('guide');
		expect(one('guide-progress').textContent).toBe('0 of 9 steps done');
		await click('step-done');
		expect(one('guide-progress').textContent).toBe('1 of 9 steps done');
		expect(requestOf(port, 'checklist:mark')).toEqual({
			guide: 'dialog360',
			step: 'meta-account',
			state: 'done',
		});
		const change = all('guide-step').find(step => step.dataset.step === 'partner-change');
		const select = change?.querySelector('select');
		await act(async () => {
			if (!select) throw new Error('The partner change has no state.');
			select.value = 'pending';
			select.dispatchEvent(new Event('change', { bubbles: true }));
		});
		await rest();
		expect(relay.steps.dialog360).toEqual({ 'meta-account': 'done', 'partner-change': 'pending' });
	});

	it('takes a mark back that the relay did not keep', async () => {
		await mount('#channels?open=guide.telegram', port =>
			port.answer('checklist:mark', () => fail('unavailable', 'The disk is full.')),
		);
		await appears('guide');
		await click('step-done');
		expect(one('step-done').checked).toBe(false);
		expect(document.body.textContent).toContain('The disk is full.');
	});
});
