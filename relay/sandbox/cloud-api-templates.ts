import type { Request } from 'express';
import { hostOf, missing, pickFields } from './graph-object.ts';
import type { NumberRow } from './model.ts';
import { type Call, readBytes } from './provider-http.ts';
import { graphTemplate } from './template-answers.ts';
import type { TemplateReview } from './template-review.ts';
import { takeUploadBytes } from './template-samples.ts';
import { deleteTemplates, editTemplate, templatesOf } from './template-shelf.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import type { World } from './world.ts';

/** `POST` to an id below the version: the bytes of an upload, or the edit of a template. */
export async function postToObject(
	world: World,
	review: TemplateReview,
	{ number, request, body }: Call,
): Promise<unknown> {
	const id = String(request.params.id);
	if (id.startsWith('upload:')) {
		const session = request.url.split('/').at(-1) ?? '';
		const bytes = await readBytes(request);
		return { h: takeUploadBytes(world, number, session, request.get('file_offset'), bytes) };
	}
	const template = world.store.templates.get(id);
	if (template?.wabaId !== number.wabaId) throw missing(request);
	editTemplate(world, review, number, template, body);
	return { success: true };
}

/** A template by its id; null when the id is of something else. */
export function templateObject(world: World, { number, request }: Call): unknown {
	const template = world.store.templates.get(String(request.params.id));
	if (template?.wabaId !== number.wabaId) return null;
	const all = { correct_category: undefined, ...graphTemplate(template) };
	return pickFields(all, request, 'name,status,category,language,components,parameter_format');
}

/** `DELETE …/message_templates`: all languages of a name, or with `hsm_id` one. */
export function removeTemplates(world: World, { number, request }: Call): unknown {
	const { name, hsm_id: id } = request.query;
	if (typeof name !== 'string' || name === '') throw new GraphError(100, 'The parameter name is required.');
	deleteTemplates(world, number.wabaId, name, id === undefined ? null : String(id));
	return { success: true };
}

/** A page of an account's templates, with Graph's cursors. */
export function templatePage(world: World, number: NumberRow, request: Request): unknown {
	const { status, name, language } = request.query;
	const all = templatesOf(world, number.wabaId).filter(
		row =>
			(status === undefined || row.status === status) &&
			(name === undefined || row.name.includes(String(name))) &&
			(language === undefined || row.language === language),
	);
	const limit = Math.min(Number(request.query.limit ?? 25) || 25, 1000);
	const start =
		request.query.after === undefined
			? 0
			: Number(Buffer.from(String(request.query.after), 'base64url').toString()) + 1;
	if (Number.isNaN(start)) throw new GraphError(100, 'Invalid cursor.');
	const page = all.slice(start, start + limit);
	const cursor = (index: number) => Buffer.from(String(index)).toString('base64url');
	const fields = request.query.fields === undefined ? null : String(request.query.fields).split(',');
	const data = page
		.map(graphTemplate)
		.map(row =>
			fields
				? Object.fromEntries(Object.entries(row).filter(([key]) => key === 'id' || fields.includes(key)))
				: row,
		);
	if (page.length === 0) return { data };
	const end = start + page.length - 1;
	const next = new URL(request.originalUrl, hostOf(request));
	next.searchParams.set('after', cursor(end));
	const more = end < all.length - 1 ? { next: next.href } : {};
	return { data, paging: { cursors: { before: cursor(start), after: cursor(end) }, ...more } };
}
