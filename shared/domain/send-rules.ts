import {
	checkChoices,
	checkCommentReply,
	checkFile,
	checkFileLink,
	checkLinkButton,
	checkLocationRequest,
} from './content-rules.ts';
import {
	allow,
	type Outgoing,
	refuse,
	type SendFacts,
	unreachableSentence,
	type Verdict,
} from './send-verdict.ts';
import { checkTemplateSend } from './template-send-rules.ts';
import { textLength } from './text-parts.ts';

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
		return facts.capabilities.startsConversations
			? refuse('unreachable', 'This contact has no address that this channel can write to.', 'call')
			: cannotStart(facts);
	if (outlook.blockedAt !== null)
		return refuse(
			'blocked',
			'The contact has blocked this channel, so nothing arrives. Reach them another way.',
			'other-channel',
		);
	if (!outlook.paid)
		return refuse(
			'unpaid',
			'The account of this channel has an unpaid bill, so nothing goes out. An owner must settle it at the provider.',
			'tell-owner',
		);
	if (outlook.refuseUnreachable && outlook.unreachable !== null)
		return refuse('country-unreachable', unreachableSentence(outlook.unreachable), 'call');
	if (outgoing.kind === 'template') return checkTemplateSend(facts, outgoing);
	// A comment is answered where it stands: no window opens for it, and none is needed.
	if (outgoing.kind === 'comment-reply') return checkCommentReply(facts, outgoing);
	return checkFreeForm(facts, outgoing);
}

function cannotStart({ capabilities }: Pick<SendFacts, 'capabilities'>): Verdict {
	return capabilities.comments === null
		? refuse(
				'cannot-start',
				'Here only the customer can begin. Send them the link of this channel; once they have pressed Start, you can write.',
				'invite',
			)
		: refuse(
				'cannot-start',
				'Here only the customer can begin. Wait for their direct message, or write to them on another channel.',
				'other-channel',
			);
}

function checkWindow(facts: SendFacts): Verdict | null {
	const { window, capabilities } = facts;
	if (!capabilities.startsConversations && !facts.begun) return cannotStart(facts);
	if (window.state !== 'closed') return null;
	if (capabilities.templates) {
		const why =
			window.closedAt === null
				? 'The customer has not written yet'
				: 'The customer last wrote more than 24 hours ago';
		return refuse('window-closed', `${why}. Only an approved template can be sent.`, 'choose-template');
	}
	const days = capabilities.humanAgentMs === null ? '24 hours' : '7 days';
	return refuse(
		'window-closed',
		`The customer last wrote more than ${days} ago, so nothing can be sent here until they write again. Another channel may reach them.`,
		'other-channel',
	);
}

type FreeForm = Exclude<Outgoing, { kind: 'template' | 'comment-reply' }>;

function checkFreeForm(facts: SendFacts, outgoing: FreeForm): Verdict {
	const closed = checkWindow(facts);
	if (closed) return closed;
	const restriction = facts.outlook.restrictions.find(one => one.type === NO_FREE_FORM);
	if (restriction)
		return refuse(
			'restricted',
			'WhatsApp does not let this account answer customers now.',
			'tell-owner',
			restriction.until,
		);
	return checkContent(facts, outgoing) ?? allow(facts);
}

/** What of the content this channel does not carry; null when it carries all of it. */
function checkContent(facts: SendFacts, outgoing: FreeForm): Verdict | null {
	const { capabilities } = facts;
	const carries = (can: boolean, what: string) =>
		can ? null : refuse('not-supported', `This channel does not carry ${what}.`, 'change');
	switch (outgoing.kind) {
		case 'text':
			return checkText(facts, outgoing.text);
		case 'reaction':
			return checkReaction(facts, outgoing.emoji);
		case 'media':
			return checkFile(capabilities, outgoing, outgoing.caption);
		case 'album':
			return (
				carries(capabilities.albumMax > 0, 'several files in one message') ??
				carries(
					outgoing.items.every(({ mediaKind }) => capabilities.albumKinds.includes(mediaKind)),
					'several files of this kind in one message; send them one by one',
				) ??
				outgoing.items
					.map((item, index) => checkFile(capabilities, item, index === 0 ? outgoing.caption : null))
					.find(verdict => verdict !== null) ??
				null
			);
		case 'choices':
			return checkChoices(capabilities, outgoing);
		case 'link-button':
			return checkLinkButton(capabilities, outgoing);
		case 'location':
			return carries(capabilities.location, 'locations');
		case 'location-request':
			return checkLocationRequest(capabilities, outgoing);
		case 'contacts':
			return carries(capabilities.contacts, 'contact cards');
		case 'file-link':
			return checkFileLink(capabilities, outgoing);
	}
}

function checkText({ capabilities }: SendFacts, text: string): Verdict | null {
	if (text.trim() === '') return refuse('empty', 'Write a text first.', 'change');
	const { textMax, textUnit } = capabilities;
	const length = textLength(text, textUnit);
	if (length <= textMax) return null;
	const counted =
		textUnit === 'bytes' ? 'bytes (a letter with an accent counts 2, an emoji 4)' : 'characters';
	return refuse(
		'too-long',
		`The text has ${length} ${counted}; at most ${textMax} can be sent. Shorten it or send it in parts.`,
		'change',
	);
}

function checkReaction({ capabilities }: SendFacts, emoji: string): Verdict | null {
	const { reactions } = capabilities;
	if (reactions === 'none')
		return refuse('not-supported', 'This channel does not carry reactions.', 'change');
	if (reactions === 'any' || emoji === '' || reactions.includes(emoji)) return null;
	return refuse('not-supported', `This channel carries these reactions: ${reactions.join(' ')}`, 'change');
}
