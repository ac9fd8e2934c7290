import type { QuickReplyType } from '../../state/quick-reply-form.ts';
import type { TextKey } from '../../ui/text.ts';

/** The types of quick replies in words. */
export const TYPE_WORDS: Record<QuickReplyType, TextKey> = {
	text: 'type_text',
	image: 'photo',
	video: 'video',
	document: 'document',
	audio: 'audio',
};
