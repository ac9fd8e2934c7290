import type { MessageView, NumberRow, TemplateRow, ViewButton } from '../model.ts';
import type { World } from '../world.ts';
import { checkTemplateButtons } from './check-template-buttons.ts';
import { readBody, readHeader, readOffer } from './check-template-parts.ts';
import { GraphError } from './graph-error.ts';
import { checkKeys, type Fields, needArray, needObject, needText } from './read-body.ts';

/** Reads a template message against the approved template. Throws `GraphError`. */
export function checkTemplate(
	world: World,
	number: NumberRow,
	content: Fields,
): { view: MessageView; category: string } {
	checkKeys(content, 'template', ['name', 'language', 'components', 'namespace']);
	const name = needText(content.name, "template['name']", 512);
	const language = needObject(content.language, "template['language']");
	const code = needText(language.code, "template['language']['code']", 16);
	const template = needTemplate(world, number, name, code);
	const given = content.components === undefined ? [] : content.components;
	const view = readMessage(world, number, template, given, ['carousel', 'limited_time_offer']);
	return { view: { ...view, template: template.name }, category: template.category.toLowerCase() };
}

/** The parts of a message, or of one card, against what was approved. `more` are the kinds beside the usual three. */
function readMessage(
	world: World,
	number: NumberRow,
	template: TemplateRow,
	components: unknown,
	more: readonly string[],
): MessageView {
	const given = needArray(components, "template['components']", 0, 20).map((item, index) =>
		needObject(item, `template['components'][${index}]`),
	);
	const known = ['header', 'body', 'button', ...more];
	for (const component of given) {
		if (!known.includes(kindOf(component))) {
			throw new GraphError(
				100,
				`Param template['components'] has an unknown type "${String(component.type)}".`,
			);
		}
		checkKeys(component, "template['components']", ['type', 'parameters', 'sub_type', 'index', 'cards']);
	}
	const header = readHeader(world, number, template, only(given, 'header'));
	const bodyPart = template.components.find(part => part.type === 'BODY');
	const text = readBody(template, bodyPart?.text ?? '', only(given, 'body'));
	const buttons = checkTemplateButtons(
		template,
		given.filter(item => kindOf(item) === 'button'),
	);
	const footer = template.components.find(part => part.type === 'FOOTER')?.text;
	const offer = readOffer(template, only(given, 'limited_time_offer'));
	const cards = readCards(world, number, template, given);
	return {
		text,
		...header,
		...(footer && { footer }),
		...withButtons(buttons),
		...(offer && { offer }),
		...(cards && { cards }),
	};
}

function kindOf(component: Fields): string {
	return String(component.type).toLowerCase();
}

/** The cards of a carousel: exactly those that were approved. Throws as the parts of a message do. */
function readCards(
	world: World,
	number: NumberRow,
	template: TemplateRow,
	given: Fields[],
): MessageView[] | null {
	const approved = template.components.find(part => part.type === 'CAROUSEL')?.cards;
	const carousels = given.filter(item => kindOf(item) === 'carousel');
	if (!approved) {
		if (carousels.length > 0) throw new GraphError(132018, 'carousel: the template has no cards');
		return null;
	}
	if (carousels.length > 1) throw new GraphError(100, 'carousel: given twice');
	const cards = needArray(carousels[0]?.cards ?? [], "carousel['cards']", 0, 10);
	if (cards.length !== approved.length)
		throw new GraphError(132000, `carousel: got ${cards.length} cards, expected ${approved.length}`);
	const byIndex = new Map(
		cards.map((item, position) => {
			const card = needObject(item, `carousel['cards'][${position}]`);
			checkKeys(card, `carousel['cards'][${position}]`, ['card_index', 'components']);
			return [Number(card.card_index), card] as const;
		}),
	);
	return approved.map(({ components }, index) => {
		const card = byIndex.get(index);
		if (!card) throw new GraphError(131008, `carousel: the card with card_index ${index} is missing`);
		return readMessage(world, number, { ...template, components }, card.components ?? [], []);
	});
}

/** The approved template of this number's account; throws 132001, 132015 or 132016. */
function needTemplate(world: World, number: NumberRow, name: string, language: string): TemplateRow {
	const template = world.findTemplate(number.wabaId, name, language);
	if (!template) throw new GraphError(132001, `template name (${name}) does not exist in ${language}`);
	if (template.status !== 'APPROVED')
		world.violate('template-not-sendable', `${name} in ${language}: ${template.status}`);
	if (template.status === 'PAUSED')
		throw new GraphError(132015, `template (${name}) is paused due to low quality`);
	if (template.status === 'DISABLED') throw new GraphError(132016, `template (${name}) is disabled`);
	if (template.status !== 'APPROVED') {
		throw new GraphError(132001, `template name (${name}) does not exist in ${language}: it is not approved`);
	}
	return template;
}

function only(given: Fields[], type: 'header' | 'body' | 'limited_time_offer'): unknown[] {
	const found = given.filter(item => kindOf(item) === type);
	if (found.length > 1) throw new GraphError(100, `Param template['components'] has more than one ${type}.`);
	const parameters = found[0]?.parameters;
	return parameters === undefined ? [] : needArray(parameters, `${type}['parameters']`, 0, 100);
}

function withButtons(buttons: ViewButton[]): { buttons?: ViewButton[] } {
	return buttons.length > 0 ? { buttons } : {};
}
