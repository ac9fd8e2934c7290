import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, pair, type TestBrowser } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { looks } from './looks.ts';
import { type SettingsSteps, settingsSteps } from './settings-steps.ts';

/** What the sandbox tells of the calls that it got. */
interface Calls {
	requests: { method: string; path: string; body: Record<string, unknown> | null }[];
}

const DESCRIPTION = 'Plants, pots and soil for balconies. Delivery in Berlin within two days.';

/** An owner looks after the business profile and the rules for sending. */
export function profileStory(name: BrowserName): void {
	describe(`an owner keeps the profile and the rules in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let settings: SettingsSteps;

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			const page = await pair(test, await stack.pairingCode());
			await page.waitForSelector('[data-test=channel-row]', { timeout: 20_000 });
			await page.close();
			settings = await settingsSteps(test);
		});
		afterAll(async () => {
			await test?.close();
			await stack?.close();
		});

		it('reads the profile as WhatsApp has it', async () => {
			await settings.press('channel-profile');
			await settings.press('profile-sync');
			await settings.sees('profile-synced', /just now|second/);
			await settings.page.waitForSelector('[data-test=profile-form]', { timeout: 20_000 });
			const about = await settings.page.$eval(
				'[data-test=profile-about]',
				field => (field as HTMLInputElement).value,
			);
			expect(about).toBe('Everything for the balcony. Berlin.');
		});

		it('sends what was changed, and nothing else', async () => {
			await stack.control('clear-requests');
			await settings.fill('profile-description', DESCRIPTION);
			await settings.press('profile-save');
			expect(await settings.sees('profile-sent', /description/i)).not.toMatch(/about|address|email/i);
			await looks(settings.page, `profile-${name}`);
			const { requests } = await stack.control<Calls>('requests', {});
			const sent = requests.filter(call => call.method === 'POST' && call.path.includes('business_profile'));
			expect(sent.map(call => call.body)).toEqual([
				{ messaging_product: 'whatsapp', description: DESCRIPTION },
			]);
		});

		it('decides how long files are kept, and finds it again', async () => {
			await settings.press('nav-rules');
			await settings.page.waitForSelector('[data-test=rule-deletes-files]', { timeout: 20_000 });
			await settings.press('rule-deletes-files');
			await settings.fill('rule-file-days', '90');
			await settings.sees('rule-state', /^Not saved yet$/);
			await settings.press('rule-save');
			await settings.sees('rule-state', /^Saved$/);
			await looks(settings.page, `rules-${name}`);
			await settings.press('nav-channels');
			await settings.press('nav-rules');
			await settings.page.waitForSelector('[data-test=rule-file-days]', { timeout: 20_000 });
			const days = await settings.page.$eval(
				'[data-test=rule-file-days]',
				field => (field as HTMLInputElement).value,
			);
			expect(days).toBe('90');
		});
	});
}
