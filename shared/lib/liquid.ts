import {
	Context,
	type FilterImplOptions,
	filters,
	Liquid,
	LiquidError,
	Output,
	type Template,
	type Token,
	TokenKind,
	toValueSync,
	UndefinedVariableError,
} from 'liquidjs';

/** What a text is filled with. */
export interface LiquidValues {
	/** By path, as it is written between the braces: `contact.first_name`. A path may have a value and paths below it. */
	readonly values: ReadonlyMap<string, string>;
	/** What `now` is, in epoch ms, and in which IANA zone dates are written. */
	readonly now: number;
	readonly zone: string;
}

/** A piece of a filled text. */
export type LiquidPiece =
	| { readonly kind: 'text'; readonly text: string }
	/** An output without a value: as it was written, and what it lacks. */
	| { readonly kind: 'missing'; readonly source: string; readonly variable: string };

export type LiquidResult =
	| { readonly pieces: readonly LiquidPiece[]; readonly problem: null }
	| { readonly pieces: null; readonly problem: string };

/** Those of Liquid's filters that make a text out of a text or a number. Nothing that loops, reads a clock or a file. */
export const LIQUID_FILTERS = [
	...['default', 'append', 'prepend', 'capitalize', 'downcase', 'upcase', 'strip', 'lstrip', 'rstrip'],
	...['strip_newlines', 'remove', 'remove_first', 'remove_last', 'replace', 'replace_first', 'replace_last'],
	...['slice', 'truncate', 'truncatewords', 'split', 'join', 'first', 'last', 'size', 'url_encode'],
	...[
		'plus',
		'minus',
		'times',
		'divided_by',
		'modulo',
		'abs',
		'round',
		'floor',
		'ceil',
		'at_least',
		'at_most',
	],
	'date',
] as const;

/** Longer texts are no message on any network. */
const TEXT_MAX = 20_000;
/** Characters that one text's filters may make, all together: `replace` can multiply. */
const MEMORY_MAX = 200_000;

let engine: Liquid | null = null;

/** Made at the first use: most pages never fill a text. */
function engineOf(): Liquid {
	if (engine) return engine;
	const made = new Liquid({
		strictFilters: true,
		strictVariables: true,
		ownPropertyOnly: true,
		parseLimit: TEXT_MAX,
		memoryLimit: MEMORY_MAX,
		renderLimit: 200,
		dateFormat: '%Y-%m-%d',
		// The same words on every machine.
		locale: 'en',
		templates: {},
	});
	for (const name of Object.keys(made.tags)) delete made.tags[name];
	const allowed = new Set<string>(LIQUID_FILTERS);
	for (const name of Object.keys(made.filters)) if (!allowed.has(name)) made.unregisterFilter(name);
	made.registerFilter('date', date);
	engine = made;
	return made;
}

/** The value of a path that has paths below it: `crm.contact.phone` beside `crm.contact.phone.2`. */
const VALUE = Symbol('value');

/** Paths by their first part. Without a prototype: what no value was given for is not there, whatever its name. */
interface Node {
	[part: string]: Node | string;
	[VALUE]?: string;
}

function nodeOf(value?: string): Node {
	const node: Node = Object.create(null);
	// Liquid would count the parts of what has no `size` of its own.
	Object.defineProperty(node, 'size', { value: undefined, writable: true });
	return value === undefined ? node : giveValue(node, value);
}

function giveValue(node: Node, value: string): Node {
	node[VALUE] = value;
	// Filters make their own text of what they add.
	return Object.defineProperty(node, 'toString', { value: () => value, configurable: true });
}

/** Where filters find what `now` is; no path leads to it. */
const CLOCK = Symbol('clock');

interface Clock {
	readonly at: number;
	readonly zone: string;
	/** What the path `now` leads to. */
	readonly now: unknown;
}

type FilterHandler = Extract<FilterImplOptions, (...values: never[]) => unknown>;

// Liquid's own reads the machine's clock for "now", and its zone for a time without one.
const date: FilterHandler = function (value: unknown, format: unknown) {
	const own = filters.date as FilterHandler;
	const { at, zone, now } = (this.context.globals as unknown as { [CLOCK]: Clock })[CLOCK];
	const text = String(value);
	if (value === now || text === 'now' || text === 'today') return own.call(this, at / 1000, format, zone);
	// A day, or a time that names no zone, stays what it says.
	const plain = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text);
	return plain
		? own.call(this, `${plain[1]}T${plain[2] ?? '00:00'}Z`, format, 0)
		: own.call(this, text, format, zone);
};

function scopeOf(values: LiquidValues['values']): Node {
	const root = nodeOf();
	for (const [path, value] of values) {
		const parts = path.split('.');
		const last = parts.pop() ?? '';
		let node = root;
		for (const part of parts) {
			const next = node[part] ?? nodeOf();
			node[part] = typeof next === 'string' ? nodeOf(next) : next;
			node = node[part];
		}
		const below = node[last];
		node[last] = typeof below === 'object' ? giveValue(below, value) : value;
	}
	return root;
}

/**
 * Fills Liquid's outputs (`{{ … }}`) in a text. Tags (`{% … %}`) are refused: a text has values, no instructions.
 *
 * A value that is missing or blank passes every filter untouched until a `default` takes its place; without one the
 * output is a `missing` piece. So a missing value never turns into nothing, nor into the bare rest of a sentence.
 */
export function fillLiquid(text: string, values: LiquidValues): LiquidResult {
	if (!/\{\{|\{%/.test(text)) return { pieces: [{ kind: 'text', text }], problem: null };
	if (text.length > TEXT_MAX) return refused(`The text is longer than ${TEXT_MAX} characters.`);
	if (/\{%/.test(text))
		return refused('The text has an instruction in {% … %}. Only values in {{ … }} can be used here.');
	const liquid = engineOf();
	try {
		const scope = scopeOf(values.values);
		const clock: Clock = { at: values.now, zone: values.zone, now: scope.now };
		const context = new Context(scope, liquid.options, { sync: true, globals: { [CLOCK]: clock } });
		const pieces: LiquidPiece[] = [];
		let length = 0;
		for (const template of liquid.parse(text)) {
			const piece = pieceOf(template, context);
			length += piece.kind === 'text' ? piece.text.length : piece.source.length;
			if (length > TEXT_MAX) return refused(`The filled text is longer than ${TEXT_MAX} characters.`);
			pieces.push(piece);
		}
		return { pieces, problem: null };
	} catch (error) {
		// Filters throw errors of any kind over what somebody typed.
		if (error instanceof Error) return refused(inWords(error));
		throw error;
	}
}

function refused(problem: string): LiquidResult {
	return { pieces: null, problem };
}

function pieceOf(template: Template, context: Context): LiquidPiece {
	const { token } = template;
	if (!(template instanceof Output)) {
		// Between outputs stands text; `{{-` has trimmed it.
		const content =
			'getContent' in token ? (token as { getContent(): string }).getContent() : token.getText();
		return { kind: 'text', text: content };
	}
	const { initial, filters: chain } = template.value;
	const [first, second] = initial.postfix;
	if (first === undefined || !isWhole(token, initial.postfix)) throw new UnreadableError(token.getText());
	const missing = (variable: string): LiquidPiece => ({ kind: 'missing', source: token.getText(), variable });
	// `{{1}}` is a place of a WhatsApp template that nobody has filled, not the number one.
	if (first.kind === TokenKind.Number && second === undefined && chain.length === 0)
		return missing(first.getText());
	let value: unknown = toValueSync(initial.evaluate(context, true) as never);
	let lacks = first.getText();
	for (const filter of chain) {
		if (isBlank(value) && filter.name !== 'default') continue;
		try {
			value = toValueSync(filter.render(isBlank(value) ? undefined : value, context) as never);
		} catch (error) {
			if (!(error instanceof UndefinedVariableError)) throw error;
			// Something that a filter adds is missing too: the whole is, unless a later default takes its place.
			value = undefined;
			lacks = error.token.getText();
		}
	}
	const text = isBlank(value) ? '' : asText(value);
	return text === '' ? missing(lacks) : { kind: 'text', text };
}

/** Liquid itself passes over what it does not understand beside a value. */
function isWhole(token: Token, postfix: readonly Token[]): boolean {
	const end = Math.max(...postfix.map(one => one.end));
	const joining = postfix.filter(one => one.kind === TokenKind.Operator && one.getText() !== 'not');
	const values = postfix.filter(one => one.kind !== TokenKind.Operator);
	return values.length === joining.length + 1 && /^\s*(?:\||-?\}\}$)/.test(token.input.slice(end, token.end));
}

class UnreadableError extends Error {}

/** What is no number, as something divided by nothing, is no value either. */
function isBlank(value: unknown): boolean {
	if (typeof value === 'number') return !Number.isFinite(value);
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function asText(value: unknown): string {
	if (typeof value === 'object' && value !== null && VALUE in value) return String(value[VALUE] ?? '');
	if (Array.isArray(value)) return value.map(asText).join('');
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: '';
}

/** Liquid's message as a sentence for whoever wrote the text. */
function inWords(error: Error): string {
	const { message } = error;
	const filter = /undefined filter: (\S+?)(?:,|$)/.exec(message);
	if (filter)
		return `There is no filter called “${filter[1]}”. These can be used: ${LIQUID_FILTERS.join(', ')}.`;
	if (error instanceof UnreadableError) return `This cannot be read: ${message.slice(0, 60)}`;
	const source = error instanceof LiquidError ? error.token.getText().slice(0, 60) : '';
	if (/invalid value expression: ""/.test(message))
		return 'There is nothing between the braces of a variable.';
	if (/not closed/.test(message)) return `A “{{” is not closed with “}}”: ${source}`;
	if (/limit exceeded/.test(message)) return 'Filling this text takes too much. Use fewer filters.';
	return source === ''
		? 'The text cannot be filled. Look at what stands between the braces.'
		: `This cannot be read: ${source}`;
}
