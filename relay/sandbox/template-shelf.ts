import { newMediaId } from './ids.ts';
import type { NumberRow, TemplateRow } from './model.ts';
import { completeTemplate } from './seed-templates.ts';
import type { TemplateReview } from './template-review.ts';
import { sampleProblem } from './template-samples.ts';
import { checkComponents, checkNewTemplate, checkTtl, readCategory } from './whatsapp/check-new-template.ts';
import type { MediaFormat } from './whatsapp/check-new-template-text.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import { isObject } from './whatsapp/read-body.ts';
import { templateError } from './whatsapp/template-error.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How many templates an account may have, and create in an hour (Meta, 2025; an account that is not verified). */
const MAX_TEMPLATES = 250;
const MAX_PER_HOUR = 100;
/** How long the name of a deleted approved template stays taken. */
const NAME_BLOCK_MS = 30 * DAY_MS;
const EDITS = { aDay: 1, in30Days: 10 };

/** The templates of the account that a number belongs to. */
export function templatesOf(world: World, wabaId: string): TemplateRow[] {
	return world.store.templates.all().filter(row => row.wabaId === wabaId);
}

/** Takes a new template into review; throws `GraphError` when its draft is refused. It is PENDING until the review decides. */
export function createTemplate(
	world: World,
	review: TemplateReview,
	number: NumberRow,
	body: unknown,
): TemplateRow {
	const draft = checkNewTemplate(body, samplesOf(world, number));
	const now = world.clock.now();
	const own = templatesOf(world, number.wabaId);
	if (own.some(row => row.name === draft.name && row.language === draft.language))
		throw templateError('exists', 'There is already content in this language for this template.');
	if (isNameBlocked(world, number.wabaId, draft.name, draft.language))
		throw templateError(
			'deleting',
			`New ${draft.language} content can't be added while the existing one of "${draft.name}" is being deleted. Try again in 4 weeks, or use another name.`,
		);
	if (own.length >= MAX_TEMPLATES)
		throw templateError('limit', `The account has ${MAX_TEMPLATES} templates already.`);
	if (own.filter(row => row.createdAt > now - HOUR_MS).length >= MAX_PER_HOUR)
		throw new GraphError(80007, `More than ${MAX_PER_HOUR} templates were created in an hour.`);
	const row = completeTemplate({
		...draft,
		id: newMediaId(),
		wabaId: number.wabaId,
		status: 'PENDING',
		rejectedReason: 'NONE',
		quality: 'UNKNOWN',
		createdAt: now,
	});
	checkUnique(own, row);
	review.submit(row);
	return row;
}

/** Changes a template and hands it to review anew; throws `GraphError` where Meta allows no edit. */
export function editTemplate(
	world: World,
	review: TemplateReview,
	number: NumberRow,
	row: TemplateRow,
	body: unknown,
): void {
	if (!isObject(body)) throw templateError('other', 'The body must be a JSON object.');
	const { category: wanted, components, message_send_ttl_seconds: ttl } = body;
	if (wanted === undefined && components === undefined && ttl === undefined)
		throw templateError('other', 'category, components or message_send_ttl_seconds is needed.');
	if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(row.status))
		throw templateError('other', `A template that is ${row.status} cannot be edited.`);
	const category = wanted === undefined ? row.category : readCategory(wanted);
	const edits = row.status === 'APPROVED' ? takeEdit(world, row, wanted !== undefined) : row.edits;
	checkTtl(ttl, category);
	// A new category needs components that fit it.
	const context = { category, format: row.parameterFormat, handleProblem: samplesOf(world, number) };
	const next: TemplateRow = {
		...row,
		category,
		components: components === undefined ? row.components : checkComponents(components, context),
		edits,
	};
	checkUnique(templatesOf(world, row.wabaId), next);
	review.submit(Object.assign(row, next));
}

/** The edits of an approved template with this one; throws when it is one too many or changes the category. */
function takeEdit(world: World, row: TemplateRow, changesCategory: boolean): number[] {
	if (changesCategory) throw templateError('other', 'The category of an approved template cannot be edited.');
	const now = world.clock.now();
	const recent = row.edits.filter(at => at > now - 30 * DAY_MS);
	if (recent.filter(at => at > now - DAY_MS).length >= EDITS.aDay)
		throw templateError('other', 'An approved template can be edited once in 24 hours.');
	if (recent.length >= EDITS.in30Days)
		throw templateError('other', 'An approved template can be edited 10 times in 30 days.');
	return [...recent, now];
}

/** Removes all languages of a name, or with `id` one; throws 100 when there is none or Meta keeps it. */
export function deleteTemplates(world: World, wabaId: string, name: string, id: string | null = null): void {
	const named = templatesOf(world, wabaId).filter(row => row.name === name);
	const rows = id === null ? named : named.filter(row => row.id === id);
	if (rows.length === 0) throw new GraphError(100, `There is no template named ${name}.`);
	if (rows.some(row => row.status === 'DISABLED'))
		throw templateError('other', 'A disabled template cannot be deleted.');
	const until = world.clock.now() + NAME_BLOCK_MS;
	if (rows.some(row => row.status === 'APPROVED' || row.status === 'PAUSED')) {
		const language = id === null ? '*' : (rows[0]?.language ?? '*');
		world.store.nameBlocks.put({ id: blockId(wabaId, name, language), until });
	}
	for (const row of rows) world.store.templates.delete(row.id);
	world.changed('templates');
}

function isNameBlocked(world: World, wabaId: string, name: string, language: string): boolean {
	const now = world.clock.now();
	const blocks = ['*', language].map(one => world.store.nameBlocks.get(blockId(wabaId, name, one)));
	return blocks.some(block => block !== null && block.until > now);
}

function blockId(wabaId: string, name: string, language: string): string {
	return `${wabaId} ${name} ${language}`;
}

/** Throws when another template of the account says the same; those of authentication may. */
function checkUnique(own: readonly TemplateRow[], row: TemplateRow): void {
	if (row.category === 'AUTHENTICATION') return;
	const twin = own.find(
		other => other.id !== row.id && other.category !== 'AUTHENTICATION' && wordsOf(other) === wordsOf(row),
	);
	if (twin)
		throw templateError('other', `The body and footer are those of "${twin.name}" (${twin.language}).`);
}

function wordsOf(row: TemplateRow): string {
	const text = (type: string) => row.components.find(part => part.type === type)?.text?.trim() ?? '';
	return `${text('BODY')}\n\u0000${text('FOOTER')}`;
}

function samplesOf(world: World, number: NumberRow) {
	return (handle: string, format: MediaFormat) => sampleProblem(world, number, handle, format);
}
