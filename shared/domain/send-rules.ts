import { NO_MARKETING_COUNTRIES } from '../data/no-marketing-countries.ts';
import type { Capabilities, MediaKind } from './channel.ts';
import { bareMimeType } from './channel.ts';
import { isPoolFull } from './limits.ts';
import type { SendOutlook } from './send-outlook.ts';
import type { Template, TemplateParameters } from './template.ts';
import { checkParameters, type ParameterProblem } from './template-check.ts';
import { templateSendability } from './template-status.ts';
import type { MessagingWindow } from './window.ts';

/** What is about to be sent, reduced to what the rules look at. */
export type Outgoing =
	| { readonly kind: 'text'; readonly text: string }
	| {
			readonly kind: 'media';
			readonly mediaKind: MediaKind;
			readonly mimeType: string;
			readonly size: number;
			readonly caption: string | null;
	  }
	| {
			readonly kind: 'template';
			readonly template: Template | null;
			readonly name: string;
			readonly parameters: TemplateParameters;
	  }
	| { readonly kind: 'reaction'; readonly emoji: string };

/** Restrictions of an account, as `account_update` names them (providers.md §2.10, Nov 2025). */
const NO_TEMPLATES = 'RESTRICTED_BIZ_INITIATED_MESSAGING';
const NO_FREE_FORM = 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING';
const NO_UTILITY = 'RESTRICTED_UTILITY_TEMPLATES';
/** Ours, for the hour after the provider itself said that the limit is used up. */
export const LIMIT_REACHED = 'LIMIT_REACHED';

export interface SendFacts {
	readonly capabilities: Capabilities;
	readonly window: MessagingWindow;
	readonly channelState: 'active' | 'paused' | 'off';
	/** False when no address of the contact can be sent to on this network. */
	readonly reachable: boolean;
	readonly outlook: SendOutlook;
	readonly now: number;
	readonly outgoing: Outgoing;
}

export const REFUSALS = [
	'window-closed',
	'opted-out',
	'marketing-capped',
	'marketing-held',
	'marketing-country',
	'limit-reached',
	'restricted',
	'unpaid',
	'country-unreachable',
	'channel-off',
	'unreachable',
	'empty',
	'too-long',
	'file-type',
	'file-size',
	'not-supported',
	'template-missing',
	'template-not-approved',
	'parameters',
	'newer-message',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The next best thing to do when something cannot be sent. */
export type NextStep =
	| 'choose-template'
	| 'choose-another-template'
	| 'sync-templates'
	| 'wait'
	| 'other-channel'
	| 'call'
	| 'change'
	| 'tell-owner';

export type Verdict =
	| {
			readonly allowed: true;
			/** What may go wrong all the same, for a person; empty when nothing is known. */
			readonly warnings: readonly string[];
	  }
	| {
			readonly allowed: false;
			readonly refusal: Refusal;
			readonly message: string;
			readonly problems: readonly ParameterProblem[];
			readonly next: NextStep;
			/** When it may be tried again; null when time alone changes nothing, or it cannot be told. */
			readonly until: number | null;
	  };

/**
 * One verdict on one message at one moment: asked by the composer to decide what to show, and again by the relay,
 * with its own facts and clock, to decide what to do.
 */
export function checkSend(facts: SendFacts): Verdict {
	const { outgoing, outlook } = facts;
	if (facts.channelState === 'off')
		return refuse(
			'channel-off',
			'This channel is switched off. An owner can switch it on in the settings.',
			'tell-owner',
		);
	if (!facts.reachable)
		return refuse('unreachable', 'This contact has no address that this channel can write to.', 'call');
	if (!outlook.paid)
		return refuse(
			'unpaid',
			'The account of this channel has an unpaid bill, so nothing goes out. An owner must settle it at the provider.',
			'tell-owner',
		);
	if (outlook.refuseUnreachable && outlook.unreachable !== null)
		return refuse('country-unreachable', unreachableSentence(outlook.unreachable), 'call');
	return outgoing.kind === 'template' ? checkTemplateSend(facts, outgoing) : checkFreeForm(facts, outgoing);
}

function checkFreeForm(facts: SendFacts, outgoing: Exclude<Outgoing, { kind: 'template' }>): Verdict {
	const { capabilities } = facts;
	if (facts.window.state === 'closed') {
		const why =
			facts.window.closedAt === null
				? 'The customer has not written yet'
				: 'The customer last wrote more than 24 hours ago';
		return refuse('window-closed', `${why}. Only an approved template can be sent.`, 'choose-template');
	}
	const restriction = facts.outlook.restrictions.find(one => one.type === NO_FREE_FORM);
	if (restriction)
		return refuse(
			'restricted',
			'WhatsApp does not let this account answer customers now.',
			'tell-owner',
			restriction.until,
		);
	switch (outgoing.kind) {
		case 'text':
			if (outgoing.text.trim() === '') return refuse('empty', 'Write a text first.', 'change');
			if (outgoing.text.length > capabilities.textMax) {
				return refuse(
					'too-long',
					`The text has ${outgoing.text.length} characters; at most ${capabilities.textMax} can be sent. Shorten it or send it in parts.`,
					'change',
				);
			}
			return allow(facts);
		case 'reaction':
			return capabilities.reactions
				? allow(facts)
				: refuse('not-supported', 'This channel does not carry reactions.', 'change');
		case 'media':
			return checkMedia(facts, outgoing);
	}
}

function checkMedia(facts: SendFacts, file: Extract<Outgoing, { kind: 'media' }>): Verdict {
	const { capabilities } = facts;
	const rule = capabilities.media[file.mediaKind];
	if (!rule)
		return refuse(
			'not-supported',
			`This channel does not carry files of this kind (${file.mediaKind}).`,
			'change',
		);
	if (!rule.anyType && !rule.mimeTypes.includes(bareMimeType(file.mimeType))) {
		return refuse(
			'file-type',
			`A file of type ${file.mimeType} cannot be sent as ${file.mediaKind}. These can: ${rule.mimeTypes.join(', ')}.`,
			'change',
		);
	}
	if (file.size <= 0) return refuse('empty', 'The file is empty.', 'change');
	if (file.size > rule.maxBytes) {
		return refuse(
			'file-size',
			`The file is larger than the ${Math.round(rule.maxBytes / 1024 / 1024) || 1} MB that can be sent as ${file.mediaKind}.`,
			'change',
		);
	}
	if (file.caption !== null && file.caption.length > capabilities.captionMax) {
		return refuse(
			'too-long',
			`The caption may have at most ${capabilities.captionMax} characters.`,
			'change',
		);
	}
	return allow(facts);
}

function checkTemplateSend(facts: SendFacts, outgoing: Extract<Outgoing, { kind: 'template' }>): Verdict {
	if (!facts.capabilities.templates)
		return refuse('not-supported', 'This channel has no templates.', 'change');
	const { template } = outgoing;
	if (!template) {
		return facts.outlook.templatesSyncedAt === null
			? refuse(
					'template-missing',
					'The templates of this channel were never synced. Sync them first.',
					'sync-templates',
				)
			: refuse(
					'template-missing',
					`There is no template “${outgoing.name}” in this language on this channel. Sync the templates, or choose another.`,
					'sync-templates',
				);
	}
	const may = checkTemplateFor(facts, template);
	if (!may.allowed) return may;
	const problems = checkParameters(template, outgoing.parameters);
	const [first] = problems;
	return first ? refuse('parameters', first.message, 'change', null, problems) : may;
}

/**
 * Whether this template may go to this contact now, whatever its values will be: asked for each row of the picker before
 * anybody fills anything in.
 */
export function checkTemplateFor(facts: Omit<SendFacts, 'outgoing'>, template: Template): Verdict {
	const { outlook } = facts;
	const status = templateSendability(template.status);
	if (!status.sendable)
		return refuse(
			'template-not-approved',
			`The template “${template.name}” cannot be sent: ${status.sentence}`,
			'choose-another-template',
		);
	const restriction = outlook.restrictions.find(
		one => one.type === NO_TEMPLATES || (one.type === NO_UTILITY && template.category === 'utility'),
	);
	if (restriction)
		return refuse(
			'restricted',
			'WhatsApp does not let this account send such templates now. Answers within 24 hours of a customer’s message still go.',
			'tell-owner',
			restriction.until,
		);
	if (template.category === 'marketing') {
		const refused = checkMarketing(facts);
		if (refused) return refused;
	}
	const isClosed = facts.window.state === 'closed';
	const reached = outlook.restrictions.find(one => one.type === LIMIT_REACHED);
	if (isClosed && reached)
		return refuse(
			'limit-reached',
			'Not sent: WhatsApp says that the limit of new contacts is used up. Answers to customers who wrote still go.',
			'wait',
			reached.until,
		);
	const { pool } = outlook;
	if (isClosed && pool && !pool.counted && isPoolFull(pool)) {
		return refuse(
			'limit-reached',
			`Not sent: the limit of ${pool.limit} new contacts in 24 hours is used up. Answers to customers who wrote still go.`,
			'wait',
			pool.freeAt,
		);
	}
	return allow(facts);
}

function checkMarketing({ outlook, now }: Omit<SendFacts, 'outgoing'>): Verdict | null {
	const { optOut, marketing } = outlook;
	if (optOut)
		return refuse(
			'opted-out',
			'This contact has withdrawn consent to marketing. Send nothing of this kind until they opt in again.',
			'choose-another-template',
		);
	if (outlook.country !== null && NO_MARKETING_COUNTRIES.includes(outlook.country))
		return refuse(
			'marketing-country',
			'WhatsApp delivers no marketing templates to numbers of this country. Use another template, or another way.',
			'choose-another-template',
		);
	if (marketing.heldUntil !== null && now < marketing.heldUntil)
		return refuse(
			'marketing-held',
			'WhatsApp limits marketing to this person now. Trying again soon lengthens the block. Wait, or let the customer write first.',
			'wait',
			marketing.heldUntil,
		);
	if (marketing.cap !== null && marketing.unanswered >= marketing.cap)
		return refuse(
			'marketing-capped',
			`This contact got ${marketing.unanswered} marketing templates in 24 hours and has not answered. More would be blocked.`,
			'wait',
			marketing.freeAt,
		);
	return null;
}

function unreachableSentence(place: string): string {
	return `WhatsApp delivers nothing to ${place}. Reach this contact another way.`;
}

function allow({ outlook }: Pick<SendFacts, 'outlook'>): Verdict {
	const { unreachable } = outlook;
	const warnings = unreachable === null ? [] : [unreachableSentence(unreachable)];
	return { allowed: true, warnings };
}

function refuse(
	refusal: Refusal,
	message: string,
	next: NextStep,
	until: number | null = null,
	problems: readonly ParameterProblem[] = [],
): Verdict {
	return { allowed: false, refusal, message, problems, next, until };
}
