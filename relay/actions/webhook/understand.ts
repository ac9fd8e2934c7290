import { chosenBy } from '../../../shared/domain/choices.ts';
import type { Content } from '../../../shared/domain/message.ts';
import type { StoreParts } from '../../store/store.ts';

/** Longer answers are no choice. */
const LONGEST = 200;

/**
 * What an answer means where choices went out as numbered lines: "2" is the second one. Only the newest message of ours is
 * asked: an answer to an older one may mean anything. All else is what it is.
 */
export async function understood(tx: StoreParts, conversationId: string, content: Content): Promise<Content> {
	if (content.kind !== 'text' || content.text.length > LONGEST) return content;
	const asked = await tx.messageFinds.newestOutbound(conversationId);
	if (asked?.kind !== 'choices') return content;
	const choices = JSON.parse(asked.content) as Content;
	if (choices.kind !== 'choices' || choices.form !== 'numbered') return content;
	const chosen = chosenBy(content.text, choices.options);
	return chosen
		? { kind: 'choice', text: chosen.title, detail: content.text.trim(), id: chosen.id }
		: content;
}
