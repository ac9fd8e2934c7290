import type { ConsentWord } from '../../../shared/domain/consent.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import { queueAutomatic } from '../message/automatic.ts';
import type { Applying } from '../webhook/apply.ts';

/**
 * Tells a contact who just wrote a word of consent that it was understood, when an owner wants that. Not when the word
 * arrived so late that an answer would be refused or odd.
 */
export async function confirmConsent(
	applying: Applying,
	one: { conversationId: string; messageId: string; word: ConsentWord; at: number },
): Promise<void> {
	const { parts, channel } = applying;
	const { confirmOptOut, confirmOptIn } = parts.settings.data.rules;
	const text = one.word === 'opt-out' ? confirmOptOut : confirmOptIn;
	if (text === null || channel.row.state !== 'active') return;
	const now = parts.now();
	const window = messagingWindow({ channelType: channel.row.type, lastInboundAt: one.at, now });
	if (window.state === 'closed') return;
	await queueAutomatic(applying, {
		conversationId: one.conversationId,
		// One answer to one message, however often it is applied.
		clientId: `consent-${one.messageId}`,
		text,
	});
}
