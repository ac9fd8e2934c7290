import type { RelayError } from '../../shared/contract/result.ts';
import type { QuickReplyView } from '../../shared/contract/sending-views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

/** All quick replies, kept up to date. */
export interface QuickReplies {
	readonly list: Source<readonly QuickReplyView[]>;
	remove(quickReplyId: string): Promise<RelayError | null>;
	stop(): void;
}

/** Reads the quick replies; with a channel, those of it and those for all. */
export function createQuickReplies(port: RelayPort, channelId: string | null = null): QuickReplies {
	const list = createSource<readonly QuickReplyView[]>(port, ['quick-reply:changed'], async () => {
		const answer = await port.call('quick-reply:list', channelId === null ? {} : { channelId });
		return answer.ok ? { ok: true, value: answer.value.quickReplies } : answer;
	});
	return {
		list,
		remove: async quickReplyId => {
			const answer = await port.call('quick-reply:remove', { quickReplyId });
			await list.load();
			return answer.ok ? null : answer.error;
		},
		stop: list.stop,
	};
}

/**
 * The quick replies whose name, description or text holds every word, those whose name does first; without words the
 * most used first.
 */
export function findQuickReplies(all: readonly QuickReplyView[], search: string): QuickReplyView[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	const holds = (text: string) => words.every(word => text.toLowerCase().includes(word));
	return all
		.filter(one => holds(`${one.name} ${one.description} ${one.text} ${one.media?.filename ?? ''}`))
		.sort(
			(a, b) =>
				Number(holds(b.name)) - Number(holds(a.name)) || b.used - a.used || a.name.localeCompare(b.name),
		);
}
