import * as z from 'zod';
import { newMediaId } from './ids.ts';
import type { NumberRow, TemplateComponent, TemplateRow } from './model.ts';
import { completeTemplate } from './seed-templates.ts';
import type { TemplateReview } from './template-review.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import type { World } from './world.ts';

const draftSchema = z.object({
	name: z.string().regex(/^[a-z0-9_]{1,512}$/),
	language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
	category: z
		.string()
		.transform(text => text.toUpperCase())
		.pipe(z.enum(['AUTHENTICATION', 'MARKETING', 'UTILITY'])),
	parameter_format: z
		.string()
		.transform(text => text.toUpperCase())
		.pipe(z.enum(['POSITIONAL', 'NAMED']))
		.default('POSITIONAL'),
	components: z.array(z.looseObject({ type: z.string() })).min(1),
	allow_category_change: z.undefined({ error: 'allow_category_change is no longer accepted' }).optional(),
});

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
	const draft = draftSchema.safeParse(body);
	if (!draft.success) throw new GraphError(100, z.prettifyError(draft.error).replaceAll('\n', ' '));
	const { name, language, category, parameter_format, components } = draft.data;
	const own = templatesOf(world, number.wabaId);
	if (own.some(row => row.name === name && row.language === language)) {
		throw new GraphError(100, 'There is already content in this language for this template.');
	}
	const typed = components.map(part => ({ ...part, type: part.type.toUpperCase() })) as TemplateComponent[];
	if (!typed.some(part => part.type === 'BODY'))
		throw new GraphError(100, 'A template needs a body component.');
	for (const part of typed) checkComponent(part, category);
	const row = completeTemplate({
		id: newMediaId(),
		wabaId: number.wabaId,
		name,
		language,
		category,
		status: 'PENDING',
		rejectedReason: 'NONE',
		parameterFormat: parameter_format,
		components: typed,
		quality: 'UNKNOWN',
		createdAt: world.clock.now(),
	});
	review.submit(row);
	return row;
}

function checkComponent(part: TemplateComponent, category: string): void {
	const text = part.text ?? '';
	const limit = { HEADER: 60, BODY: 1024, FOOTER: 60, BUTTONS: 0 }[part.type];
	if (limit === undefined) throw new GraphError(100, `Unknown component type ${part.type}.`);
	if (part.type !== 'BUTTONS' && text.length > limit)
		throw new GraphError(100, `The ${part.type} is longer than ${limit} characters.`);
	if (part.type === 'BODY' && category !== 'AUTHENTICATION') {
		if (text === '') throw new GraphError(100, 'The body text is required.');
		if (/^\s*\{\{|\}\}\s*$/.test(text))
			throw new GraphError(100, "Variables can't be at the start or end of the template.");
		if (/\{\{/.test(text) && !part.example)
			throw new GraphError(100, 'The body has variables but no example.');
	}
	if ((part.buttons?.length ?? 0) > 10) throw new GraphError(100, 'A template has at most 10 buttons.');
}

/** Removes all languages of a name; throws 100 when there is none. */
export function deleteTemplates(world: World, wabaId: string, name: string): void {
	const rows = templatesOf(world, wabaId).filter(row => row.name === name);
	if (rows.length === 0) throw new GraphError(100, `There is no template named ${name}.`);
	for (const row of rows) world.store.templates.delete(row.id);
	world.changed('templates');
}

/** A template in 360dialog's old shape, with its lower-case status. */
export function dialog360Template(row: TemplateRow): Record<string, unknown> {
	return {
		id: `d360-${row.id}`,
		external_id: row.id,
		name: row.name,
		namespace: 'c0ffee00_5a4d_4b0c_8e11_000000000001',
		category: row.category,
		language: row.language,
		status: row.status.toLowerCase(),
		components: row.components,
		rejected_reason: row.rejectedReason,
		parameter_format: row.parameterFormat,
		quality_score: { score: row.quality, reasons: null },
		waba_account_id: row.wabaId,
	};
}

/** A template as Graph lists it. */
export function graphTemplate(row: TemplateRow): Record<string, unknown> {
	return {
		name: row.name,
		parameter_format: row.parameterFormat,
		components: row.components,
		language: row.language,
		status: row.status,
		category: row.category,
		rejected_reason: row.rejectedReason,
		...(row.correctCategory && { correct_category: row.correctCategory }),
		quality_score: { score: row.quality, date: Math.floor(row.createdAt / 1000) },
		id: row.id,
	};
}
