import type { Capabilities, ChoiceRules } from './channel.ts';
import type { ChoiceOption, ChoicesContent } from './message.ts';
import { textLength } from './text-parts.ts';

/**
 * How choices go out on a network: as buttons, as a list that opens, or, where neither can hold them, as numbered lines
 * whose number the contact answers. `numbered` is a setting that some prefer for every channel.
 */
export function choicesForm(
	capabilities: Capabilities,
	choices: Pick<ChoicesContent, 'text' | 'options'> & Partial<Pick<ChoicesContent, 'footer'>>,
	prefers: 'network' | 'numbered' = 'network',
): ChoicesContent['form'] {
	const rules = capabilities.choices;
	if (rules === null || prefers === 'numbered') return 'numbered';
	const { options } = choices;
	const text =
		rules.footerMax === 0 && choices.footer ? `${choices.text}\n\n${choices.footer}` : choices.text;
	if (textLength(text, capabilities.textUnit) > rules.textMax || !options.every(one => idFits(rules, one)))
		return 'numbered';
	const isButton = ({ title, detail }: ChoiceOption) =>
		title.length <= rules.buttonTitleMax && detail === null;
	if (options.length <= rules.buttonsMax && options.every(isButton)) return 'buttons';
	const isRow = ({ title, detail }: ChoiceOption) =>
		title.length <= rules.listTitleMax && (detail?.length ?? 0) <= rules.listDetailMax;
	return options.length <= rules.listMax && options.every(isRow) ? 'list' : 'numbered';
}

function idFits(rules: ChoiceRules, { id }: ChoiceOption): boolean {
	return textLength(id, 'bytes') <= rules.idMaxBytes;
}

/** The text with its choices as numbered lines. */
export function numberedText({
	text,
	footer,
	options,
}: Omit<ChoicesContent, 'kind' | 'form' | 'listLabel'>): string {
	const lines = options.map(
		({ title, detail }, index) => `${index + 1}. ${title}${detail ? ` – ${detail}` : ''}`,
	);
	return [text, lines.join('\n'), footer].filter(part => part !== null && part !== '').join('\n\n');
}

/** The choice that an answer means: its number, as people type one, or its title. Null when it means none. */
export function chosenBy(answer: string, options: readonly ChoiceOption[]): ChoiceOption | null {
	const plain = answer.trim();
	const number = /^(?:#|no\.?\s*)?(\d{1,3})\s*[.):]?$/i.exec(plain)?.[1];
	if (number !== undefined) return options[Number(number) - 1] ?? null;
	const same = options.filter(({ title }) => title.trim().toLowerCase() === plain.toLowerCase());
	return same.length === 1 ? (same[0] ?? null) : null;
}
