import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { templateNotes } from '../../../shared/contract/fields.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { RulesView } from '../../../shared/contract/sending-views.ts';
import type { FakePort } from '../support-ui/fake-port.ts';
import type { FakeRelay } from '../support-ui/fake-relay.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { draftViewOf, sampleDrafts } from '../support-ui/sample-drafts.ts';
import { channelOf, templateOf } from '../support-ui/samples.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const RULES: RulesView = {
	marketingCap: 2,
	refuseUnreachable: true,
	strictButtons: false,
	zone: 'UTC',
	currency: 'EUR',
	confirmOptOut: null,
	confirmOptIn: null,
	numberedChoices: false,
	fourEyes: false,
	scheduleDays: 62,
	defaultCountry: null,
	keepFilesDays: null,
};

function prepare(port: FakePort, relay: FakeRelay): void {
	relay.drafts.push(...sampleDrafts(NOW));
	port.answer('rules:show', () => ok({ rules: RULES }));
	port.answer('template:save-draft', ({ draftId }) => ok({ draft: draftViewOf({ id: draftId }) }));
}

const savedDrafts = (port: FakePort) =>
	port.calls
		.filter(call => call.command === 'template:save-draft')
		.map(call => call.request as { draft: { name: string; body: string; buttons: { text: string }[] } });

describe('BuilderPage', () => {
	it('makes WhatsApp’s name of the label until somebody writes it, and warns then', async () => {
		await mountSettings('#templates?open=new-1', prepare);
		await appears('builder-label');
		await type('builder-label', 'Frühling: neue Küchen!');
		expect(one('builder-name').value).toBe('fruhling_neue_kuchen');
		await type('builder-name', 'spring');
		expect(document.body.textContent).toContain('It no longer follows the name above.');
		await type('builder-label', 'Another');
		expect(one('builder-name').value).toBe('spring');
	});

	it('takes no more of a name than the relay keeps', async () => {
		await mountSettings('#templates?open=new-1', prepare);
		await appears('builder-label');
		const { label, description } = templateNotes.shape;
		expect(one('builder-label').maxLength).toBe(label.maxLength);
		expect(one('builder-description').maxLength).toBe(description.maxLength);
	});

	it('keeps what is written by itself, once the typing rests', async () => {
		const { port, time } = await mountSettings('#templates?open=new-1', prepare);
		await appears('builder-body');
		await type('builder-body', 'Hello');
		expect(one('save-state').dataset.state).toBe('changed');
		expect(savedDrafts(port)).toHaveLength(0);
		await act(() => time.pass(1000));
		await rest();
		expect(one('save-state').dataset.state).toBe('saved');
		expect(savedDrafts(port).at(-1)?.draft.body).toBe('Hello');
	});

	it('says that it is not saved while the relay is away, and saves when it is back', async () => {
		const { port, time } = await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('builder-body');
		const online = port.connection;
		await act(() => port.setConnection({ state: 'offline', since: NOW, reason: 'gone' }));
		await type('builder-body', 'Written offline');
		await act(() => time.pass(1000));
		await rest();
		expect(one('save-state').dataset.state).toBe('failed');
		expect(one('save-state').textContent).toContain('It is saved by itself when it is back.');
		expect(one('builder-body').value).toBe('Written offline');
		await act(() => {
			if (online) port.setConnection(online);
		});
		await rest();
		expect(one('save-state').dataset.state).toBe('saved');
		expect(savedDrafts(port).at(-1)?.draft.body).toBe('Written offline');
	});

	it('asks before something unsaved is left', async () => {
		const { hash } = await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('builder-body');
		await type('builder-body', 'Half');
		await click('builder-back');
		expect(all('leave')).toHaveLength(1);
		await click('leave-stay');
		expect(one('builder-body').value).toBe('Half');
		await click('nav-devices');
		await click('leave-go');
		expect(hash()).toBe('#devices');
	});

	it('leaves a saved draft without a question', async () => {
		const { hash } = await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('builder-back');
		await click('builder-back');
		expect(hash()).toBe('#templates');
	});

	it('lists every problem with its place, marks none before somebody was there, and leads there', async () => {
		await mountSettings('#templates?open=new-1', prepare);
		await appears('builder-problem');
		expect(one('builder-body').getAttribute('aria-invalid')).toBe('false');
		const body = all('builder-problem').find(problem => problem.dataset.rule === 'body-missing');
		await act(async () => body?.click());
		expect(document.activeElement).toBe(one('builder-body'));
	});

	it('submits nothing that has errors, and goes to the first', async () => {
		const { port } = await mountSettings('#templates?open=draft-bad', prepare);
		await appears('builder-submit');
		await click('builder-submit');
		expect(port.countOf('template:submit')).toBe(0);
		expect(document.activeElement).toBe(one('builder-name'));
		expect(one('builder-body').getAttribute('aria-invalid')).toBe('true');
		const severities = new Set(all('builder-problem').map(problem => problem.dataset.severity));
		expect(severities).toEqual(new Set(['error', 'warning']));
	});

	it('submits what has only warnings, after the last word is saved', async () => {
		const { port, hash } = await mountSettings('#templates?open=draft-autumn', (made, relay) => {
			prepare(made, relay);
			made.answer('template:submit', () => ok({ template: templateOf({ name: 'autumn_fronts' }) }));
		});
		await appears('builder-footer');
		await type('builder-footer', 'Reply STOP');
		await click('builder-submit');
		const order = port.calls.map(call => call.command).filter(name => name.startsWith('template:s'));
		expect(order).toEqual(['template:save-draft', 'template:submit']);
		expect(hash()).toBe('#templates');
	});

	it('shows a refusal in words and keeps the draft', async () => {
		await mountSettings('#templates?open=draft-autumn', (made, relay) => {
			prepare(made, relay);
			made.answer('template:submit', () => fail('refused', 'A template of this name exists already.'));
		});
		await appears('builder-submit');
		await click('builder-submit');
		expect(one('builder-refused').textContent).toContain('A template of this name exists already.');
		expect(one('builder-refused').textContent).toContain('Your draft is kept.');
		expect(one('builder-body').value).toContain('autumn fronts');
	});

	it('does not say that a draft is kept or tried again when another tab has submitted it', async () => {
		await mountSettings('#templates?open=draft-autumn', (made, relay) => {
			prepare(made, relay);
			made.answer('template:save-draft', () => fail('conflict', 'This draft was submitted meanwhile.'));
		});
		await appears('builder-submit');
		await click('builder-submit');
		expect(one('builder-refused').textContent).toBe('This draft was submitted meanwhile.');
		expect(one('save-state').textContent).toBe('Not saved: This draft was submitted meanwhile.');
	});

	it.each(['', 'channel=ch-sales&'])(
		'keeps what is written when its channel is removed (%s)',
		async address => {
			const { port } = await mountSettings(`#templates?${address}open=draft-autumn`, (made, relay) => {
				prepare(made, relay);
				relay.channels.push(channelOf({ id: 'ch-other', name: 'Other' }));
			});
			await appears('builder-body');
			await type('builder-body', 'Written for Sales');
			await act(() => port.emit('channel:removed', { channelId: 'ch-sales' }));
			await rest();
			expect(one('builder-body').value).toBe('Written for Sales');
			expect(document.querySelector('main')?.textContent).toContain('A channel that is gone');
			await click('builder-save');
			expect(port.calls.findLast(call => call.command === 'template:save-draft')?.request).toMatchObject({
				channelId: 'ch-sales',
			});
		},
	);

	it('puts variables in at the caret and asks for a sample of each', async () => {
		await mountSettings('#templates?open=new-1', prepare);
		await appears('builder-body');
		await type('builder-body', 'Hello , how are you?');
		one('builder-body').setSelectionRange(6, 6);
		await click('builder-body-variable');
		expect(one('builder-body').value).toBe('Hello {{1}}, how are you?');
		await type('sample-body.1', 'Maria');
		expect(one('phone-preview').textContent).toContain('Hello Maria, how are you?');
	});

	it('turns numbered variables into named ones and back', async () => {
		await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('builder-format');
		await choose('builder-format', 'named');
		expect(one('builder-body').value).toContain('Hello {{value_a}},');
		expect(one('sample-body.value_a').value).toBe('Maria');
		await choose('builder-format', 'positional');
		expect(one('builder-body').value).toContain('Hello {{1}},');
	});

	it('asks before parts are dropped, and names them', async () => {
		await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('builder-type');
		await choose('builder-type', 'standard');
		expect(one('type-drop').textContent).toContain('4 buttons');
		expect(all('builder-button')).toHaveLength(4);
		await click('type-drop-confirm');
		expect(all('builder-button')).toHaveLength(0);
		expect(one('builder-body').value).toContain('autumn fronts');
	});

	it('puts buttons in order by the keyboard, their samples with them', async () => {
		const { port, time } = await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('builder-button');
		const [, , link] = all('builder-button');
		await act(async () => {
			link?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true }));
		});
		await rest();
		expect(all('button-text').map(field => field.value)).toEqual([
			'Show me',
			'Call me',
			'Call the showroom',
			'Open the catalogue',
		]);
		expect(one('sample-buttons.3').value).toBe('oak');
		await act(() => time.pass(1000));
		await rest();
		expect(savedDrafts(port).at(-1)?.draft.buttons.at(-1)?.text).toBe('Open the catalogue');
	});

	it('folds the preview after five lines and shows two buttons of more than three', async () => {
		await mountSettings('#templates?open=draft-autumn', prepare);
		await appears('phone-preview');
		expect(one('phone-preview').textContent).not.toContain('Come and see them.');
		expect(one('phone-preview').textContent).not.toContain('Open the catalogue');
		expect(all('preview-see-all')).toHaveLength(1);
		await click('preview-read-more');
		expect(one('phone-preview').textContent).toContain('Come and see them.');
		const theme = one('phone-preview').dataset.theme;
		await click('preview-theme');
		expect(one('phone-preview').dataset.theme).not.toBe(theme);
	});

	it('has the footer for unsubscribing in one click', async () => {
		await mountSettings('#templates?open=draft-bad', prepare);
		await appears('footer-stop');
		await click('footer-stop');
		expect(one('builder-footer').value).toBe('Reply STOP to unsubscribe');
		expect(all('footer-stop')).toHaveLength(0);
	});

	it('builds a carousel whose cards are alike', async () => {
		await mountSettings('#templates?open=draft-carousel', prepare);
		await appears('builder-card');
		expect(all('builder-card')).toHaveLength(3);
		await click('card-add');
		expect(all('builder-card')).toHaveLength(4);
		expect(all('builder-card')[3]?.querySelectorAll('[data-test="builder-button"]')).toHaveLength(1);
		await click('card-remove', 0);
		expect(one('card-body-0').value).toBe('Blue lacquer');
	});

	it('writes an authentication template out of Meta’s parts', async () => {
		await mountSettings('#templates?open=draft-code', prepare);
		await appears('authentication-minutes');
		expect(all('builder-body')).toHaveLength(0);
		await type('authentication-minutes', '5');
		expect(one('phone-preview').textContent).toContain('expires in 5 minutes');
		await click('authentication-expires');
		expect(one('phone-preview').textContent).not.toContain('expires');
	});

	it('brings a sample file to the relay and keeps its id', async () => {
		const { port, time } = await mountSettings('#templates?open=new-1', (made, relay) => {
			prepare(made, relay);
			made.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/up', expiresAt: 0 }));
		});
		await appears('builder-type');
		await choose('builder-type', 'extended');
		await choose('builder-header', 'image');
		const input = one('sample-header.media');
		Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.png', { type: 'image/png' })] });
		await act(async () => {
			input.dispatchEvent(new Event('change', { bubbles: true }));
		});
		await rest();
		await act(() => time.pass(1000));
		await rest();
		expect(port.calls.filter(call => call.command === 'template:save-draft').at(-1)?.request).toMatchObject({
			draft: { header: { kind: 'image' }, samples: { 'header.media': 'media-1' } },
		});
	});
});
