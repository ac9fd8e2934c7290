import type { SendContent } from '../../../shared/contract/fields.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { TemplateContent } from '../../../shared/domain/message.ts';
import type { TemplateParameters } from '../../../shared/domain/template.ts';
import { templatePreview } from '../../../shared/domain/template-preview.ts';
import { type VariableContext, variableContext } from '../../../shared/domain/variables.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import type { SendPlace } from '../send/outlook.ts';
import { readAddress } from '../views.ts';
import { fillParameters } from './fill-parameters.ts';

/** A template with its values filled in and how it will look. Values that cannot be filled are refused. */
export async function prepareTemplate(
	parts: Parts,
	tx: StoreParts,
	place: SendPlace,
	content: Extract<SendContent, { kind: 'template' }>,
	agentName: string | null,
): Promise<Result<TemplateContent>> {
	const { name, language } = content;
	const stored = await tx.templates.find(place.channel.row.id, name, language);
	const template = stored?.template ?? null;
	for (const one of mediaOf(content.parameters)) {
		const missing = await missingMedia(tx, one.mediaId, one.field);
		if (missing) return missing;
	}
	const given = fillParameters(content.parameters, await contextOf(parts, tx, place, agentName));
	if (!given.filled)
		return fail('refused', given.message, {
			refusal: 'parameters',
			fields: { [`content.parameters.${given.slot}`]: given.message },
		});
	const { parameters } = given;
	return ok({
		kind: 'template',
		name,
		language,
		category: template?.category ?? 'unknown',
		parameters,
		preview: template
			? templatePreview(template, parameters)
			: { header: null, body: '', footer: null, buttons: [] },
	});
}

/** What the relay knows for variables. Records of a CRM are known to the page alone. */
async function contextOf(
	parts: Parts,
	tx: StoreParts,
	{ channel, contactId, to }: SendPlace,
	agentName: string | null,
): Promise<VariableContext> {
	const row = contactId === null ? null : await tx.contacts.find(contactId);
	const addresses = row ? (await tx.contacts.addresses([row.id])).map(readAddress) : to ? [to] : [];
	const attributes = row ? ((await tx.attributes.ofContacts([row.id])).get(row.id) ?? {}) : {};
	return variableContext({
		contact: { name: row?.name ?? '', profileName: row?.profile_name ?? null, addresses, attributes },
		record: null,
		agentName,
		channel: { name: channel.row.name, address: channel.row.address },
		now: parts.now(),
		zone: parts.settings.data.rules.zone,
	});
}

/** The files that a template's values name, with the field of each. */
function mediaOf(parameters: TemplateParameters): { mediaId: string; field: string }[] {
	const own = parameters.header?.mediaId;
	const cards = (parameters.cards ?? []).flatMap(({ mediaId }, index) =>
		mediaId === undefined ? [] : [{ mediaId, field: `cards.${index}.mediaId` }],
	);
	return [...(own === undefined ? [] : [{ mediaId: own, field: 'header.mediaId' }]), ...cards];
}

async function missingMedia(tx: StoreParts, mediaId: string, field: string): Promise<Result<never> | null> {
	const file = await tx.media.find(mediaId);
	if (file?.state === 'stored') return null;
	return fail('invalid', 'A file of the template is not in the store. Attach it again.', {
		fields: { [`content.parameters.${field}`]: 'is not a stored file' },
	});
}
