import type { MessageView, NumberRow, ViewButton, ViewMedia } from '../model.ts';
import type { World } from '../world.ts';
import { checkFile } from './check-file.ts';
import { GraphError } from './graph-error.ts';
import { isMediaKind } from './media-rules.ts';
import { checkText, type Fields, needArray, needObject, needText } from './read-body.ts';

/** Reads an interactive message: reply buttons, list, link button or location request. Throws `GraphError`. */
export function checkInteractive(world: World, number: NumberRow, content: Fields): MessageView {
	const kind = needText(content.type, "interactive['type']", 64);
	const body = needObject(content.body, "interactive['body']");
	const text = needText(body.text, "interactive['body']['text']", kind === 'list' ? 4096 : 1024);
	const action = needObject(content.action, "interactive['action']");
	const footer =
		content.footer === undefined ? undefined : needObject(content.footer, "interactive['footer']");
	const footerText = footer && needText(footer.text, "interactive['footer']['text']", 60);
	const view: MessageView = {
		text,
		...readHeader(world, number, content.header, kind),
		...(footerText && { footer: footerText }),
	};
	if (kind === 'button') return { ...view, buttons: replyButtons(action) };
	if (kind === 'list') {
		return { ...view, listLabel: needText(action.button, "action['button']", 20), buttons: listRows(action) };
	}
	if (kind === 'cta_url') return { ...view, buttons: [linkButton(action)] };
	if (kind === 'location_request_message') {
		if (action.name !== 'send_location')
			throw new GraphError(131009, "Param action['name'] must be send_location.");
		return view;
	}
	const known = ['button', 'list', 'cta_url', 'location_request_message'];
	throw new GraphError(
		100,
		`Param interactive['type'] must be one of {${known.join(', ')}} - got "${kind}".`,
	);
}

function readHeader(
	world: World,
	number: NumberRow,
	value: unknown,
	kind: string,
): { header?: string; media?: ViewMedia } {
	if (value === undefined) return {};
	const header = needObject(value, "interactive['header']");
	const type = needText(header.type, "interactive['header']['type']", 20);
	if (type === 'text') return { header: needText(header.text, "interactive['header']['text']", 60) };
	if (
		kind === 'list' ||
		kind === 'location_request_message' ||
		!isMediaKind(type) ||
		type === 'audio' ||
		type === 'sticker'
	) {
		throw new GraphError(
			131009,
			`Header type ${type} is not allowed for an interactive message of type ${kind}.`,
		);
	}
	return {
		media: checkFile(world, number, type, needObject(header[type], `header['${type}']`), `header['${type}']`),
	};
}

function replyButtons(action: Fields): ViewButton[] {
	const buttons = needArray(action.buttons, "action['buttons']", 1, 3).map((item, index) => {
		const place = `action['buttons'][${index}]`;
		const button = needObject(item, place);
		if (button.type !== 'reply') throw new GraphError(131009, `Param ${place}['type'] must be reply.`);
		const reply = needObject(button.reply, `${place}['reply']`);
		const id = needText(reply.id, `${place}['reply']['id']`, 256);
		if (id.trim() !== id)
			throw new GraphError(131009, `Param ${place}['reply']['id'] must not start or end with a space.`);
		return { kind: 'reply' as const, id, text: needText(reply.title, `${place}['reply']['title']`, 20) };
	});
	checkUnique(buttons, 'id');
	checkUnique(buttons, 'text');
	return buttons;
}

function listRows(action: Fields): ViewButton[] {
	const sections = needArray(action.sections, "action['sections']", 1, 10);
	const rows = sections.flatMap((item, index) => {
		const place = `action['sections'][${index}]`;
		const section = needObject(item, place);
		const title = checkText(section.title, `${place}['title']`, 24);
		if (sections.length > 1 && !title)
			throw new GraphError(131008, `Param ${place}['title'] is required with several sections.`);
		return needArray(section.rows, `${place}['rows']`, 1, 10).map((entry, at) => {
			const row = needObject(entry, `${place}['rows'][${at}]`);
			const detail = checkText(row.description, `${place}['rows'][${at}]['description']`, 72);
			return {
				kind: 'row' as const,
				id: needText(row.id, `${place}['rows'][${at}]['id']`, 200),
				text: needText(row.title, `${place}['rows'][${at}]['title']`, 24),
				...(detail && { detail }),
			};
		});
	});
	if (rows.length > 10)
		throw new GraphError(131009, `A list has at most 10 rows in total, got ${rows.length}.`);
	checkUnique(rows, 'id');
	return rows;
}

function linkButton(action: Fields): ViewButton {
	if (action.name !== 'cta_url') throw new GraphError(131009, "Param action['name'] must be cta_url.");
	const parameters = needObject(action.parameters, "action['parameters']");
	const url = needText(parameters.url, "action['parameters']['url']", 2000);
	if (!URL.canParse(url))
		throw new GraphError(131009, "Param action['parameters']['url'] is not a valid URL.");
	return {
		kind: 'url',
		id: url,
		url,
		text: needText(parameters.display_text, "action['parameters']['display_text']", 20),
	};
}

function checkUnique(buttons: readonly ViewButton[], key: 'id' | 'text'): void {
	const seen = new Set(buttons.map(button => button[key]));
	if (seen.size !== buttons.length)
		throw new GraphError(131009, `Each ${key === 'id' ? 'id' : 'title'} must be unique.`);
}
