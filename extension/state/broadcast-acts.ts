import { type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastView } from '../../shared/contract/broadcast-views.ts';
import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import { audienceOf, type Bucket, countIn, isEditable, isOver } from '../../shared/domain/broadcast.ts';
import type { RelayPort } from '../connection/page-messages.ts';

/** What moves a broadcast on. */
export type BroadcastMove = 'launch' | 'pause' | 'resume' | 'cancel';

/** What can be done with broadcasts that are kept. */
export interface BroadcastActs {
	/** The one that an answer is awaited for. */
	readonly busy: ReadonlySignal<{ readonly id: string; readonly act: string } | null>;
	move(move: BroadcastMove, broadcastId: string): Promise<Result<BroadcastView>>;
	remove(broadcastId: string): Promise<RelayError | null>;
	/** A new broadcast to those of a bucket. Repeated after a lost answer, it is still one. */
	derive(broadcastId: string, bucket: Bucket, content: 'same' | 'new'): Promise<Result<BroadcastView>>;
	report(broadcastId: string, report: 'recipients' | 'proof'): Promise<Result<ReplyOf<'broadcast:report'>>>;
}

const COMMANDS = {
	launch: 'broadcast:launch',
	pause: 'broadcast:pause',
	resume: 'broadcast:resume',
	cancel: 'broadcast:cancel',
} as const;

/** Makes the acts; `newId` makes the ids of broadcasts. */
export function createBroadcastActs(port: Pick<RelayPort, 'call'>, newId: () => string): BroadcastActs {
	const busy = signal<{ id: string; act: string } | null>(null);
	const derived = new Map<string, string>();
	const during = async <T>(id: string, act: string, ask: () => Promise<T>): Promise<T> => {
		busy.value = { id, act };
		const answer = await ask();
		if (busy.peek()?.id === id && busy.peek()?.act === act) busy.value = null;
		return answer;
	};
	return {
		busy,
		move: (move, broadcastId) =>
			during(broadcastId, move, async () => {
				const answer = await port.call(COMMANDS[move], { broadcastId });
				return answer.ok ? { ok: true, value: answer.value.broadcast } : answer;
			}),
		remove: broadcastId =>
			during(broadcastId, 'remove', async () => {
				const answer = await port.call('broadcast:remove', { broadcastId });
				return answer.ok ? null : answer.error;
			}),
		derive: (broadcastId, bucket, content) =>
			during(broadcastId, 'derive', async () => {
				const key = `${broadcastId} ${bucket} ${content}`;
				const made = derived.get(key) ?? newId();
				derived.set(key, made);
				const answer = await port.call('broadcast:derive', {
					broadcastId,
					newId: made,
					bucket,
					sameContent: content === 'same',
				});
				// A refusal made nothing, and the next one is another act; only a lost answer may have.
				if (answer.ok || answer.error.code !== 'offline') derived.delete(key);
				return answer.ok ? { ok: true, value: answer.value.broadcast } : answer;
			}),
		report: (broadcastId, report) =>
			during(broadcastId, report, () => port.call('broadcast:report', { broadcastId, report })),
	};
}

/** What can be done with a broadcast as it stands. `launch` leads to its rehearsal first. */
export interface PossibleActs {
	readonly launch: boolean;
	readonly pause: boolean;
	readonly resume: boolean;
	readonly cancel: boolean;
	readonly remove: boolean;
	readonly report: boolean;
}

/** By its state alone; who may do it is another question. */
export function possibleActs({ state, counts, startedAt }: BroadcastView): PossibleActs {
	const audience = audienceOf(counts);
	const isUntouched = ['waiting', 'not-sent', 'skipped'].reduce(
		(sum, bucket) => sum + (countIn(counts, bucket as Bucket) ?? 0),
		0,
	);
	return {
		launch: isEditable(state),
		pause: state === 'running' || state === 'scheduled',
		resume: state === 'paused',
		cancel: state === 'running' || state === 'paused' || state === 'scheduled',
		remove: isEditable(state) || (isOver(state) && isUntouched === audience),
		report: startedAt !== null,
	};
}

/** How many would not be sent when it ended now: all whose turn has not come. */
export function leftOver({ counts }: BroadcastView): number {
	return counts.waiting;
}
