import { GraphError } from './graph-error.ts';

/**
 * Subcode and title of each kind of refusal of a template (providers.md §3, Dec 2025). `missing` is from memory, and
 * `other` is invented: Meta surely has numbers for it, but none that we could read.
 */
const KINDS = {
	limit: [2388019, 'Message template limit exceeded'],
	deleting: [2388023, 'Message template language is being deleted'],
	exists: [2388024, 'Content in this language already exists'],
	other: [2388039, 'Message template is invalid'],
	long: [2388040, 'Character limit exceeded'],
	missing: [2388043, 'Message template "components" param is missing expected field(s)'],
	header: [2388047, 'Message header format is incorrect'],
	body: [2388072, 'Message body format is incorrect'],
	footer: [2388073, 'Message footer format is incorrect'],
	ratio: [2388293, 'Parameters to words ratio exceeds limit'],
	edge: [2388299, 'Leading or trailing params not allowed'],
} as const;

export type TemplateErrorKind = keyof typeof KINDS;

/** Meta's refusal of a template: code 100 with a subcode, and a title and a sentence for a person. */
export function templateError(kind: TemplateErrorKind, sentence: string): GraphError {
	const [subcode, title] = KINDS[kind];
	return new GraphError(100, sentence, { subcode, title, sentence });
}
