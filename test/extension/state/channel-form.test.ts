import { describe, expect, it } from 'vitest';
import type { FormDrafts } from '../../../extension/connection/form-drafts.ts';
import { createChannelForm } from '../../../extension/state/channel-form.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { ChannelView } from '../../../shared/contract/views.ts';
import { createFakePort, type FakePort } from '../support-ui/fake-port.ts';
import { memoryFormDrafts, settled } from '../support-ui/memory-stores.ts';
import { kindsOf } from '../support-ui/sample-kinds.ts';
import { channelOf } from '../support-ui/samples.ts';

function formOf(
	port: FakePort,
	provider: string,
	channel: ChannelView | null = null,
	drafts: FormDrafts = memoryFormDrafts(),
) {
	const opened: string[] = [];
	const form = createChannelForm({
		port,
		channel,
		kinds: kindsOf(provider),
		drafts,
		openTab: url => void opened.push(url),
		newToken: () => 'a-token',
	});
	return { form, opened };
}

const saves = { 'channel:update': () => ok({ channel: channelOf(), warnings: [] }) };

describe('createChannelForm', () => {
	it('counts a name in code points', async () => {
		const port = createFakePort({ 'channel:add': () => ok({ channel: channelOf(), warnings: [] }) });
		const { form } = formOf(port, 'dialog360');
		form.write('address', '+49 30 5550 1234');
		form.write('credentials.apiKey', 'key');
		for (const name of ['🙂🙂🙂🙂', 'a'.repeat(26), '  abcd  ']) {
			form.write('name', name);
			await form.save();
			expect(form.errors.value.name, name).toEqual({ own: 'name-length' });
		}
		for (const name of ['🙂🙂🙂🙂🙂', '🙂'.repeat(25)]) {
			form.write('name', name);
			await form.save();
			expect(form.errors.value.name, name).toBeUndefined();
		}
	});

	it('asks for the fields of its provider only, and for a number only where a person knows it', async () => {
		const port = createFakePort();
		const { form } = formOf(port, 'cloud-api');
		await form.save();
		expect(Object.keys(form.errors.value).sort()).toEqual(
			[
				'name',
				'address',
				'credentials.phoneNumberId',
				'credentials.businessAccountId',
				'credentials.accessToken',
				'credentials.appSecret',
			].sort(),
		);
		const { form: bot } = formOf(port, 'telegram');
		await bot.save();
		expect(Object.keys(bot.errors.value).sort()).toEqual(['credentials.botToken', 'name']);
		expect(port.calls).toHaveLength(0);
	});

	it('takes a channel ID in place of the key where partner access can make keys, and reads it out of an address', async () => {
		const port = createFakePort({ 'channel:add': () => ok({ channel: channelOf(), warnings: [] }) });
		const { form } = formOf(port, 'dialog360');
		form.write('name', 'Sales DE');
		form.write('address', '+49 30 5550 1234');
		await form.save();
		expect(form.errors.value).toEqual({ 'credentials.apiKey': { own: 'key-or-id' } });
		form.write('credentials.channelId', 'https://hub.360dialog.com/dashboard/channels/ABcdefGH/details');
		await form.save();
		expect(port.calls[0]?.request).toMatchObject({ credentials: { channelId: 'ABcdefGH' } });
	});

	it('loses nothing when the relay refuses, and shows what it said at the field', async () => {
		const port = createFakePort({
			'channel:add': () =>
				fail('invalid', 'The key was refused.', { fields: { 'credentials.apiKey': 'was refused' } }),
		});
		const { form } = formOf(port, 'dialog360');
		form.write('name', 'Sales DE');
		form.write('address', '+49 30 5550 1234');
		form.write('credentials.apiKey', 'old-key');
		await form.save();
		expect(form.errors.value).toEqual({ 'credentials.apiKey': { said: 'was refused' } });
		expect(form.values.value).toMatchObject({ name: 'Sales DE', 'credentials.apiKey': 'old-key' });
		expect(form.dirty.value).toBe(true);
		form.write('credentials.apiKey', 'new-key');
		expect(form.errors.value).toEqual({});
	});

	it('sends only what was changed, and credentials only when they are replaced', async () => {
		const port = createFakePort(saves);
		const { form } = formOf(port, 'dialog360', channelOf());
		expect(form.dirty.value).toBe(false);
		form.write('name', 'Sales North');
		form.write('stage', 'New');
		expect(form.risky.value).toBe(false);
		await form.save();
		expect(port.calls[0]?.request).toEqual({ channelId: 'ch-sales', name: 'Sales North', stage: 'New' });

		const { form: other } = formOf(port, 'dialog360', channelOf());
		other.replace('apiKey');
		other.write('credentials.apiKey', 'new-key');
		expect(other.risky.value).toBe(true);
		await other.save();
		expect(port.calls[1]?.request).toEqual({ channelId: 'ch-sales', credentials: { apiKey: 'new-key' } });
	});

	it('asks for everything of another provider, and says where the channel goes', async () => {
		const port = createFakePort(saves);
		const { form } = formOf(port, 'dialog360', channelOf());
		form.setProvider('cloud-api');
		expect(form.moves.value).toBe(true);
		await form.save();
		expect(Object.keys(form.errors.value)).toContain('credentials.appSecret');
		for (const key of ['phoneNumberId', 'businessAccountId', 'accessToken', 'appSecret'])
			form.write(`credentials.${key}`, `value of ${key}`);
		await form.save();
		expect(port.calls[0]?.request).toMatchObject({
			channelId: 'ch-sales',
			provider: 'cloud-api',
			credentials: { verifyToken: 'a-token', appSecret: 'value of appSecret' },
		});
		expect(form.saved.value?.verifyToken).toBe('a-token');
	});

	it('saves once, however often save is pressed', async () => {
		const port = createFakePort(saves);
		const { form } = formOf(port, 'dialog360', channelOf());
		form.write('name', 'Sales North');
		await Promise.all([form.save(), form.save()]);
		expect(port.calls).toHaveLength(1);
	});

	it('keeps what stands in it over a reload, the authorisation too, and no secret', async () => {
		const kept = new Map<string, unknown>();
		const port = createFakePort({
			'channel:authorize': () =>
				ok({ authorizationId: 'aut-1', url: 'https://www.instagram.com/oauth/authorize?x' }),
			'channel:authorization': () =>
				ok({
					authorization: {
						id: 'aut-1',
						provider: 'instagram',
						state: 'done',
						address: '@wood.works',
						problems: [],
						createdAt: 0,
					},
				}),
			'channel:add': () => ok({ channel: channelOf(), warnings: [] }),
		});
		const { form, opened } = formOf(port, 'instagram', null, memoryFormDrafts(kept));
		form.write('name', 'Wood works');
		form.write('credentials.appId', '4711');
		form.write('credentials.appSecret', 'very secret');
		await form.authorize();
		expect(opened).toEqual(['https://www.instagram.com/oauth/authorize?x']);
		expect(JSON.stringify([...kept])).not.toContain('very secret');
		form.stop();

		const { form: again } = formOf(port, 'instagram', null, memoryFormDrafts(kept));
		await settled();
		expect(again.values.value).toMatchObject({ name: 'Wood works', 'credentials.appId': '4711' });
		expect(again.authorizing.view.value?.state).toBe('done');
		await again.save();
		expect(port.calls.at(-1)).toMatchObject({
			command: 'channel:add',
			request: {
				authorizationId: 'aut-1',
				credentials: { appId: '4711', activities: 'direct,feed' },
			},
		});
		expect(kept.size).toBe(0);
	});

	it('wants the account authorised before it is added', async () => {
		const port = createFakePort();
		const { form } = formOf(port, 'instagram');
		form.write('name', 'Wood works');
		form.write('credentials.appId', '4711');
		form.write('credentials.appSecret', 'very secret');
		await form.save();
		expect(form.errors.value).toEqual({ authorizationId: { own: 'authorize' } });
		expect(port.calls).toHaveLength(0);
	});
});
