import { NO_MARKETING_COUNTRIES } from '../data/no-marketing-countries.ts';
import { isPoolFull } from './limits.ts';
import { allow, type Outgoing, refuse, type SendFacts, type Verdict } from './send-verdict.ts';
import type { Template } from './template.ts';

import { templateSendability } from './template-status.ts';
import { checkParameters } from './template-values.ts';

/** Restrictions of an account, as `account_update` names them (providers.md §2.10, Nov 2025). */
const NO_TEMPLATES = 'RESTRICTED_BIZ_INITIATED_MESSAGING';
const NO_UTILITY = 'RESTRICTED_UTILITY_TEMPLATES';
/** Ours, for the hour after the provider itself said that the limit is used up. */
export const LIMIT_REACHED = 'LIMIT_REACHED';

/** Whether a template may go with these values: its part of `checkSend`. */
export function checkTemplateSend(
	facts: SendFacts,
	outgoing: Extract<Outgoing, { kind: 'template' }>,
): Verdict {
	const { template } = outgoing;
	if (!template) {
		if (!facts.capabilities.templates) return noTemplates();
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

function noTemplates(): Verdict {
	return refuse('not-supported', 'This channel has no templates.', 'change');
}

/**
 * Whether this template may go to this contact now, whatever its values will be: asked for each row of the picker before
 * anybody fills anything in.
 */
export function checkTemplateFor(facts: Omit<SendFacts, 'outgoing'>, template: Template): Verdict {
	if (!facts.capabilities.templates) return noTemplates();
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
			'WhatsApp says that the limit of new contacts is used up. Answers to customers who wrote still go.',
			'wait',
			reached.until,
		);
	const { pool } = outlook;
	if (isClosed && pool && !pool.counted && isPoolFull(pool)) {
		return refuse(
			'limit-reached',
			`The limit of ${pool.limit} new contacts in 24 hours is used up. Answers to customers who wrote still go.`,
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
