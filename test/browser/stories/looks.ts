import type { Page } from 'puppeteer-core';
import { screenshot, until } from '../../support/browsers.ts';
import type { ChatSteps } from './chat-steps.ts';

const SCHEMES = ['light', 'dark'] as const;
/** The sidebar's first width and its widest, in CSS pixels. */
const WIDTHS = [380, 560] as const;

/** Pictures of a page, light and dark, `name-light` and `name-dark`. Firefox cannot be told a colour scheme: one picture. */
export async function looks(page: Page, name: string): Promise<void> {
	if (name.includes('firefox')) {
		await screenshot(page, name);
		return;
	}
	// A colour in the middle of its change is none to look at.
	const still = { name: 'prefers-reduced-motion', value: 'reduce' };
	await page.emulateMediaFeatures([still]);
	for (const scheme of SCHEMES) {
		await page.emulateMediaFeatures([still, { name: 'prefers-color-scheme', value: scheme }]);
		await screenshot(page, `${name}-${scheme}`);
	}
	await page.emulateMediaFeatures([]);
}

/** Pictures of the sidebar as narrow as at first and as wide as it gets, each in what colours there are. */
export async function sidebarLooks(rep: ChatSteps, name: string): Promise<void> {
	for (const width of WIDTHS) {
		await resize(rep, width);
		await looks(rep.crm, `${name}-${width}`);
	}
	await resize(rep, WIDTHS[0]);
}

/** Moves the sidebar's edge by the keyboard until it has about this width. */
async function resize(rep: ChatSteps, width: number): Promise<void> {
	await rep.crm.bringToFront();
	await until(
		() =>
			rep.sidebar.evaluate(wanted => {
				// A press moves it by 20, less the edge's own line.
				if (Math.abs(innerWidth - wanted) <= 10) return true;
				const key = innerWidth < wanted ? 'ArrowLeft' : 'ArrowRight';
				const press = new KeyboardEvent('keydown', { key, bubbles: true });
				document.querySelector('[role=separator]')?.dispatchEvent(press);
				return false;
			}, width),
		20_000,
		`The sidebar does not become ${width} wide.`,
	);
	// What follows of the new width is drawn before anybody looks.
	await rep.sidebar.evaluate(
		() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))),
	);
}
