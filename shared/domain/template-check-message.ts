import { TEMPLATE_LANGUAGES } from '../data/template-languages.ts';
import { promotionalWordIn } from './promotional-words.ts';
import { shortLinkIn } from './template-check-buttons.ts';
import { checkPlacing, checkVariables, emojisIn, hasMarkdown, hasVariables } from './template-check-text.ts';
import { slugFor, type TemplateDraft } from './template-draft.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';
import { foldedBody } from './template-preview.ts';
import type { Findings } from './template-problem.ts';

/** A template that is there already, as far as a new one can clash with it. */
export interface OtherTemplate {
	readonly name: string;
	readonly language: string;
	readonly body: string;
	readonly footer: string | null;
	readonly category: string;
}

/** Figures that Meta does not publish: from memory in providers.md §4.2, so warnings. */
const MEDIA_BODY_USUAL = 550;
const EMOJIS_USUAL = 10;

export function checkIdentity(
	draft: TemplateDraft,
	others: readonly OtherTemplate[],
	findings: Findings,
): void {
	const { name, language } = draft;
	if (name === '') findings.error('name-missing', 'name', 'Give the template a name.');
	else if (!/^[a-z0-9_]+$/.test(name))
		findings.error(
			'name-format',
			'name',
			`A name has lower case letters, digits and underscores only, like ${slugFor(name)}.`,
		);
	if (name.length > TEMPLATE_LIMITS.name)
		findings.error(
			'name-too-long',
			'name',
			`A name may have ${TEMPLATE_LIMITS.name} characters; this one has ${name.length}.`,
		);
	if (language === '') findings.error('language-missing', 'language', 'Choose the language of the template.');
	else if (!Object.hasOwn(TEMPLATE_LANGUAGES, language))
		findings.error(
			'language-unknown',
			'language',
			`WhatsApp has no language “${language}”. Choose one of the list.`,
		);
	if (name !== '' && others.some(one => one.name === name && one.language === language))
		findings.error(
			'name-taken',
			'name',
			`There is a template “${name}” in this language already. Choose another name, or another language.`,
		);
	if (draft.category === 'authentication' || draft.body.trim() === '') return;
	const same = (a: string | null, b: string | null) => (a ?? '').trim() === (b ?? '').trim();
	const twin = others.find(
		one => one.category !== 'authentication' && same(one.body, draft.body) && same(one.footer, draft.footer),
	);
	if (twin)
		findings.error(
			'duplicate-content',
			'body',
			`The template “${twin.name}” has the same text and footer. WhatsApp refuses a second one: use that, or change the text.`,
		);
}

export function checkHeader(draft: TemplateDraft, findings: Findings): void {
	const { header, samples, format } = draft;
	if (!header || header.kind === 'location') return;
	if (header.kind !== 'text') {
		if ((samples['header.media'] ?? '') === '')
			findings.error(
				'sample-missing',
				'header.media',
				`Choose a sample ${header.kind}: the reviewer looks at it. It is never sent.`,
			);
		return;
	}
	const { text } = header;
	const place = 'header.text';
	if (text.trim() === '') {
		findings.error('header-missing', place, 'Write the header, or take it out.');
		return;
	}
	if (text.length > TEMPLATE_LIMITS.header)
		findings.error(
			'header-too-long',
			place,
			`A header may have ${TEMPLATE_LIMITS.header} characters; this one has ${text.length}.`,
		);
	if (checkVariables({ text, place, slot: 'header', format, samples }, findings) > 1)
		findings.error('header-variables', place, 'A header can have one variable only.');
	if (/[\n\r]/.test(text)) findings.error('header-line-break', place, 'A header is one line.');
	if (hasMarkdown(text))
		findings.error('header-markdown', place, 'A header is bold by itself: take out *, _, ~ and back-ticks.');
	if (emojisIn(text) > 0)
		findings.warning(
			'header-emoji',
			place,
			'Reviewers often refuse emojis in a header. Put them into the text.',
		);
}

export function checkBody(draft: TemplateDraft, findings: Findings): void {
	const { body: text, format, samples } = draft;
	const place = 'body';
	if (text.trim() === '') {
		findings.error('body-missing', place, 'Write the text.');
		return;
	}
	const max = draft.offer ? TEMPLATE_LIMITS.bodyWithOffer : TEMPLATE_LIMITS.body;
	if (text.length > max)
		findings.error(
			'body-too-long',
			place,
			`The text${draft.offer ? ' beside an offer' : ''} may have ${max} characters; this one has ${text.length}.`,
		);
	else if (
		text.length > MEDIA_BODY_USUAL &&
		draft.category === 'marketing' &&
		draft.header !== null &&
		draft.header.kind !== 'text'
	)
		findings.warning(
			'body-long-beside-media',
			place,
			`Beside a file, marketing texts over ${MEDIA_BODY_USUAL} characters are refused in some accounts.`,
		);
	checkVariables({ text, place, slot: 'body', format, samples }, findings);
	checkPlacing(text, place, findings);
	if (/ {5,}/.test(text))
		findings.warning('body-spaces', place, 'Over four spaces in a row are refused. Take some out.');
	if (text.includes('\t')) findings.warning('body-tabs', place, 'Tabs are refused. Use spaces.');
	if (/(?:\r?\n){3,}/.test(text))
		findings.warning(
			'body-blank-lines',
			place,
			'Over two line breaks in a row are refused. Leave one empty line.',
		);
	if (emojisIn(text) > EMOJIS_USUAL)
		findings.warning('body-emoji', place, `Over ${EMOJIS_USUAL} emojis are refused. Take some out.`);
	if (foldedBody(text).folded)
		findings.warning('body-folded', place, 'Phones show five lines and hide the rest behind “Read more”.');
	const link = shortLinkIn(text);
	if (link !== null)
		findings.warning(
			'link-shortener',
			place,
			`Reviewers refuse links like ${link}. Write the address that it leads to, best as a button.`,
		);
}

export function checkFooter(draft: TemplateDraft, findings: Findings): void {
	const { footer } = draft;
	if (footer.length > TEMPLATE_LIMITS.footer)
		findings.error(
			'footer-too-long',
			'footer',
			`A footer may have ${TEMPLATE_LIMITS.footer} characters; this one has ${footer.length}.`,
		);
	if (hasVariables(footer))
		findings.error('footer-variables', 'footer', 'A footer has no variables. Put them into the text.');
}

/** What makes a reviewer take a utility template for marketing, part by part. */
export function checkTone(draft: TemplateDraft, findings: Findings): void {
	const texts: readonly [place: string, text: string][] = [
		['header.text', draft.header?.kind === 'text' ? draft.header.text : ''],
		['body', draft.body],
		['footer', draft.footer],
		...draft.buttons.map((button, index): [string, string] => [`buttons.${index}.text`, button.text]),
	];
	for (const [place, text] of texts) {
		const word = promotionalWordIn(text, draft.language);
		if (word !== null)
			findings.warning(
				'promotional-words',
				place,
				`“${word}” sounds like marketing. WhatsApp files such utility templates under marketing, which costs more: change the words or the category.`,
			);
	}
}
