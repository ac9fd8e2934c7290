import type { DraftStore } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Composer } from './composer.ts';
import type { OpenConversation } from './conversation.ts';
import type { Sending } from './sending.ts';
import { targetKey } from './target.ts';

/** Recording happens in a window of its own; here it is asked for, and comes back as a file of the draft. */
export interface Voice {
	/** Opens the recorder for the draft on screen. */
	record(): void;
	stop(): void;
}

export function createVoice(
	port: Pick<RelayPort, 'openRecorder' | 'onRecorded'>,
	conversation: Pick<OpenConversation, 'target'>,
	sending: Pick<Sending, 'capabilities'>,
	composer: Pick<Composer, 'attaching'>,
	drafts: DraftStore,
): Voice {
	const stop = port.onRecorded(async ({ file, draftKey }) => {
		const target = conversation.target.peek();
		if (target && targetKey(target) === draftKey) {
			composer.attaching.restore(file);
			return;
		}
		// Somebody went elsewhere meanwhile: it waits in the draft that it was made for.
		const draft = await drafts.find(draftKey);
		await drafts.keep(draftKey, {
			text: draft?.text ?? '',
			replyToMessageId: draft?.replyToMessageId ?? null,
			attachment: file,
		});
	});
	return {
		record: () => {
			const target = conversation.target.peek();
			const rule = sending.capabilities.peek()?.media.voice;
			if (!target || !rule) return;
			const { mimeTypes, maxBytes } = rule;
			port.openRecorder({ mimeTypes, maxBytes, name: target.name, draftKey: targetKey(target) });
		},
		stop,
	};
}
