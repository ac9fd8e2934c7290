import { LINK_SHORTENERS, WHATSAPP_LINKS } from '../data/link-shorteners.ts';
import { type TemplateButton, variablesOf } from './template.ts';
import { hasVariables, withoutVariables } from './template-check-text.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';
import type { CheckRules, Findings } from './template-problem.ts';

// Buttons: providers.md §4.2 (S1, S3; Mar 2026).

/** The longest text of before 2023, which some phones still cut at. */
const TEXT_SAFE = 20;
/** Of more, a phone shows two and “See all options”; computers show none. */
const BUTTONS_SHOWN = 3;

/** How many of a kind a template may have; of quick replies as many as of all. */
const KIND_MAX: Readonly<Partial<Record<TemplateButton['kind'], { max: number; words: string }>>> = {
	url: { max: 2, words: 'two link buttons' },
	phone: { max: 1, words: 'one phone button' },
	'copy-code': { max: 1, words: 'one button that copies a code' },
};

export interface CheckedButtons {
	readonly buttons: readonly TemplateButton[];
	/** `buttons` or `cards.0.buttons`. */
	readonly place: string;
	readonly samples: Readonly<Record<string, string>>;
	readonly rules: CheckRules;
}

/** Every button by itself: its text, link, number or code. On a card all problems point to the button. */
export function checkEachButton(checked: CheckedButtons, findings: Findings): void {
	const isCard = checked.place !== 'buttons';
	checked.buttons.forEach((button, index) => {
		const id = `${checked.place}.${index}`;
		const at = (part: string) => (isCard ? id : `${id}.${part}`);
		if (button.kind !== 'copy-code' && button.kind !== 'otp')
			checkText(button, at('text'), checked, findings);
		const sample = (checked.samples[id] ?? '').trim();
		switch (button.kind) {
			case 'url':
				checkUrl(button.url, at('url'), findings);
				if (hasVariables(button.url) && sample === '')
					findings.error(
						'sample-missing',
						`samples.${id}`,
						`Give a sample for the end of the link of “${button.text}”.`,
					);
				break;
			case 'phone':
				checkPhone(button.phone, at('phone'), findings);
				break;
			case 'copy-code':
				checkCode(sample, id, findings);
				break;
			case 'other':
				findings.error(
					'button-kind',
					id,
					`A button of the kind ${button.type.toLowerCase()} cannot be submitted from here. Remove it.`,
				);
				break;
			default:
				break;
		}
	});
	checkTwice(checked, findings);
}

function checkText(
	button: TemplateButton,
	place: string,
	{ rules }: CheckedButtons,
	findings: Findings,
): void {
	const { text } = button;
	if (text.trim() === '') {
		findings.error('button-text-missing', place, 'Write the text of this button.');
		return;
	}
	if (text.length > TEMPLATE_LIMITS.buttonText)
		findings.error(
			'button-text-too-long',
			place,
			`The text of a button may have ${TEMPLATE_LIMITS.buttonText} characters; this one has ${text.length}.`,
		);
	else if (text.length > TEXT_SAFE && rules.strictButtons)
		findings.error(
			'button-text-long',
			place,
			`The text has ${text.length} characters. Your rules allow ${TEXT_SAFE}, as some phones cut longer ones.`,
		);
	else if (text.length > TEXT_SAFE)
		findings.warning(
			'button-text-long',
			place,
			`The text has ${text.length} characters: over ${TEXT_SAFE} it is cut on some phones.`,
		);
	if (hasVariables(text) || /[\n\r]/.test(text))
		findings.warning(
			'button-text-plain',
			place,
			'A button shows its text as it is written: no variables, no line breaks.',
		);
}

function checkTwice({ buttons, place }: CheckedButtons, findings: Findings): void {
	const seen = new Set<string>();
	buttons.forEach((button, index) => {
		const text = button.text.trim().toLowerCase();
		if (text !== '' && seen.has(text))
			findings.warning(
				'button-text-twice',
				`${place}.${index}`,
				`Two buttons say “${button.text}”. Nobody can tell them apart, and reviewers may refuse it.`,
			);
		seen.add(text);
	});
}

function checkUrl(url: string, place: string, findings: Findings): void {
	if (url.trim() === '') {
		findings.error('url-missing', place, 'Write the address that this button opens.');
		return;
	}
	if (url.length > TEMPLATE_LIMITS.url)
		findings.error(
			'url-too-long',
			place,
			`A link may have ${TEMPLATE_LIMITS.url} characters; this one has ${url.length}.`,
		);
	const host = hostOf(url);
	if (host === null)
		findings.error(
			'url-format',
			place,
			'This is no web address. Write it whole, like https://shop.example/orders.',
		);
	else if (isHost(host, LINK_SHORTENERS))
		findings.warning(
			'link-shortener',
			place,
			`Reviewers refuse shortened links like ${host}. Write the address that it leads to.`,
		);
	else if (isHost(host, WHATSAPP_LINKS))
		findings.warning(
			'link-shortener',
			place,
			`Reviewers refuse links to WhatsApp itself (${host}). The recipient is in the chat already: use a quick reply.`,
		);
	if (!hasVariables(url)) return;
	const names = [...url.matchAll(/\{\{[^{}]*\}\}/g)].map(match => match[0]);
	if (names.length > 1) {
		findings.error('url-variables', place, 'A link can have one variable only, at its end.');
		return;
	}
	if (!/\{\{[^{}]+\}\}$/.test(url))
		findings.error(
			'url-variable-end',
			place,
			'The variable of a link stands at its very end: https://shop.example/{{1}}.',
		);
	else if (variablesOf(url)[0] !== '1')
		findings.warning(
			'variable-name',
			place,
			`Write {{1}} instead of ${names[0]}: a link’s variable has that number.`,
		);
}

/** The host of an http address, in lower case; null when it is none. A variable may not stand in it. */
function hostOf(url: string): string | null {
	if (/\s/.test(url)) return null;
	const found = /^https?:\/\/([^/?#]+)/i.exec(withoutVariables(url, '\u0000'));
	const host = found?.[1]?.toLowerCase().replace(/:\d+$/, '') ?? '';
	return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(host) ? host : null;
}

function isHost(host: string, hosts: readonly string[]): boolean {
	return hosts.some(one => host === one || host.endsWith(`.${one}`));
}

const SHORT_LINK = new RegExp(
	`(?<![\\w.-])(?:[\\w-]+\\.)*(${[...LINK_SHORTENERS, ...WHATSAPP_LINKS]
		.map(host => host.replace(/\./g, '\\.'))
		.join('|')})(?=/)`,
	'i',
);

/** The first shortened link, or link to WhatsApp, in a text; null without one. */
export function shortLinkIn(text: string): string | null {
	return SHORT_LINK.exec(text)?.[1]?.toLowerCase() ?? null;
}

function checkPhone(phone: string, place: string, findings: Findings): void {
	if (phone.trim() === '') {
		findings.error('phone-missing', place, 'Write the number that this button calls.');
		return;
	}
	if (phone.length > TEMPLATE_LIMITS.phone)
		findings.error(
			'phone-too-long',
			place,
			`A number may have ${TEMPLATE_LIMITS.phone} characters; this one has ${phone.length}. Leave out spaces and signs.`,
		);
	if (!/^\+?[\d\s().-]*\d[\d\s().-]*$/.test(phone))
		findings.error(
			'phone-format',
			place,
			'This is no phone number. Write it with its country: +49 30 23125100.',
		);
	else if (!phone.trim().startsWith('+'))
		findings.warning(
			'phone-format',
			place,
			'Begin the number with + and its country, or calls from abroad fail.',
		);
}

function checkCode(sample: string, id: string, findings: Findings): void {
	if (sample === '')
		findings.error('sample-missing', `samples.${id}`, 'Give a sample of the code that the button copies.');
	else if (sample.length > TEMPLATE_LIMITS.code || !/^[A-Za-z0-9]+$/.test(sample))
		findings.error(
			'code-format',
			`samples.${id}`,
			`A code has at most ${TEMPLATE_LIMITS.code} letters and digits, and nothing else.`,
		);
}

/** The buttons below a message together: how many, of which kinds, in which order. */
export function checkButtonSet(buttons: readonly TemplateButton[], findings: Findings): void {
	if (buttons.length > TEMPLATE_LIMITS.buttons)
		findings.error(
			'buttons-too-many',
			'buttons',
			`A template may have ${TEMPLATE_LIMITS.buttons} buttons; this one has ${buttons.length}.`,
		);
	for (const [kind, { max, words }] of Object.entries(KIND_MAX)) {
		const over = buttons.map((button, index) => ({ button, index })).filter(one => one.button.kind === kind);
		for (const { index } of over.slice(max))
			findings.error(
				'button-kind-too-many',
				`buttons.${index}`,
				`A template may have ${words}. Remove this one.`,
			);
	}
	const stray = strayButton(buttons);
	if (stray !== null)
		findings.error(
			'buttons-grouping',
			`buttons.${stray}`,
			'Quick replies stand together, before or after all other buttons. Move this one to its like.',
		);
	const replies = buttons.filter(button => button.kind === 'quick-reply').length;
	if (buttons.length > BUTTONS_SHOWN)
		findings.warning(
			'buttons-folded',
			'buttons',
			'Over three buttons, a phone shows two and “See all options”, and WhatsApp on a computer shows the message not at all.',
		);
	else if (replies > 0 && replies < buttons.length)
		findings.warning(
			'buttons-folded',
			'buttons',
			'WhatsApp on a computer does not show messages that mix quick replies with other buttons.',
		);
}

/** The first button that is apart from its like, or null when quick replies and others stand in one block each. */
function strayButton(buttons: readonly TemplateButton[]): number | null {
	const isReply = (button: TemplateButton | undefined) => button?.kind === 'quick-reply';
	const changes = buttons.flatMap((button, index) =>
		index > 0 && isReply(button) !== isReply(buttons[index - 1]) ? [index] : [],
	);
	return changes[1] ?? null;
}
