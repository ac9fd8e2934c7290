import { bareMimeType } from './channel.ts';
import {
	allow,
	type Outgoing,
	refuse,
	type SendFacts,
	unreachableSentence,
	type Verdict,
} from './send-verdict.ts';
import { checkTemplateSend } from './template-send-rules.ts';

/** A restriction of an account, as `account_update` names it (providers.md §2.10, Nov 2025). */
const NO_FREE_FORM = 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING';

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
