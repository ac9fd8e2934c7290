import type { ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

/** By guide, by step; what is missing is `none`. */
export type GuideMarks = ReplyOf<'checklist:show'>['steps'];
export type StepState = RequestOf<'checklist:mark'>['state'];

export interface Guides extends Source<GuideMarks> {
	/** Shown at once, and taken back when the relay does not keep it. */
	mark(guide: string, step: string, state: StepState): Promise<RelayError | null>;
}

/** Which steps of the connection guides are done; the same for everybody of this relay. */
export function createGuides(port: RelayPort): Guides {
	const source = createSource<GuideMarks>(port, [], async () => {
		const answer = await port.call('checklist:show', {});
		return answer.ok ? { ok: true, value: answer.value.steps } : answer;
	});
	return {
		...source,
		mark: async (guide, step, state) => {
			const before = source.current.peek().value ?? {};
			source.take({ ...before, [guide]: { ...before[guide], [step]: state } });
			const answer = await port.call('checklist:mark', { guide, step, state });
			if (answer.ok) return null;
			source.take(before);
			return answer.error;
		},
	};
}
