/** HTML that was already escaped. */
export class Markup {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	toString(): string {
		return this.text;
	}
}

type Part = string | number | Markup | null | false | readonly Part[];

/** A piece of HTML: values are escaped, pieces and lists of pieces are put in as they are, null and false vanish. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
	return new Markup(strings.reduce((text, string, index) => text + print(parts[index - 1] ?? null) + string));
}

function print(part: Part): string {
	if (part === null || part === false) return '';
	if (part instanceof Markup) return part.text;
	if (typeof part === 'object') return part.map(print).join('');
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return String(part).replace(/[&<>"']/g, char => entities[char] ?? char);
}
