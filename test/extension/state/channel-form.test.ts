import { describe, expect, it } from 'vitest';
import { createChannelForm } from '../../../extension/state/channel-form.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { channelOf } from '../support-ui/samples.ts';

describe('createChannelForm', () => {
	it('counts a name in code points', async () => {
		const port = createFakePort({ 'channel:add': () => ok({ channel: channelOf(), warnings: [] }) });
		const form = createChannelForm(port, null, 'token');
		form.write('address', '+49 30 5550 1234');
		form.write('apiKey', 'key');
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

	it('asks for the fields of its provider only', async () => {
		const port = createFakePort();
		const form = createChannelForm(port, null, 'a-token');
		form.setProvider('cloud-api');
		await form.save();
		expect(Object.keys(form.errors.value).sort()).toEqual(
			['name', 'address', 'phoneNumberId', 'businessAccountId', 'accessToken', 'appSecret'].sort(),
		);
		expect(port.calls).toHaveLength(0);
	});

	it('loses nothing when the relay refuses, and shows what it said at the field', async () => {
		const port = createFakePort({
			'channel:add': () =>
				fail('invalid', 'The key was refused.', { fields: { 'credentials.apiKey': 'was refused' } }),
		});
		const form = createChannelForm(port, null, 'token');
		form.write('name', 'Sales DE');
		form.write('address', '+49 30 5550 1234');
		form.write('apiKey', 'old-key');
		await form.save();
		expect(form.errors.value).toEqual({ apiKey: { said: 'was refused' } });
		expect(form.values.value).toMatchObject({ name: 'Sales DE', apiKey: 'old-key' });
		expect(form.dirty.value).toBe(true);
		form.write('apiKey', 'new-key');
		expect(form.errors.value).toEqual({});
	});

	it('sends only what was changed, and credentials only when they are replaced', async () => {
		const port = createFakePort({ 'channel:update': () => ok({ channel: channelOf(), warnings: [] }) });
		const form = createChannelForm(port, channelOf(), 'token');
		expect(form.dirty.value).toBe(false);
		form.write('name', 'Sales North');
		await form.save();
		expect(port.calls[0]?.request).toEqual({ channelId: 'ch-sales', name: 'Sales North' });

		const other = createChannelForm(port, channelOf(), 'token');
		other.replace('apiKey');
		other.write('apiKey', 'new-key');
		await other.save();
		expect(port.calls[1]?.request).toEqual({ channelId: 'ch-sales', credentials: { apiKey: 'new-key' } });
	});

	it('saves once, however often save is pressed', async () => {
		const port = createFakePort({ 'channel:update': () => ok({ channel: channelOf(), warnings: [] }) });
		const form = createChannelForm(port, channelOf(), 'token');
		form.write('name', 'Sales North');
		await Promise.all([form.save(), form.save()]);
		expect(port.calls).toHaveLength(1);
	});
});
