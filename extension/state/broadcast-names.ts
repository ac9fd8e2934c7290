import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

export interface BroadcastName {
	readonly id: string;
	readonly name: string;
}

/** The newest broadcasts by name, for a choice among them. */
export function createBroadcastNames(port: RelayPort): {
	readonly list: Source<readonly BroadcastName[]>;
	stop(): void;
} {
	const list = createSource<readonly BroadcastName[]>(port, [], async () => {
		const answer = await port.call('broadcast:list', { limit: 100 });
		if (!answer.ok) return answer;
		return { ok: true, value: answer.value.broadcasts.map(({ id, plan }) => ({ id, name: plan.name })) };
	});
	return { list, stop: list.stop };
}
