import { type ReadonlySignal, signal } from '@preact/signals';
import type { EventName } from '../../shared/contract/events.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';

/** What was fetched, or why not. A value that is there stays while a newer one does not come. */
export interface Loaded<T> {
	/** Null until it came. */
	readonly value: T | null;
	readonly problem: RelayError | null;
}

export const NOTHING_YET: Loaded<never> = { value: null, problem: null };

/** Something of the relay's that a page shows. */
export interface Source<T> {
	readonly current: ReadonlySignal<Loaded<T>>;
	load(): Promise<void>;
	/** Puts another value in its place, as an answer carried it. */
	take(value: T): void;
	stop(): void;
}

/** Asks now, after every reconnect and when one of these events comes. Late answers to earlier questions are dropped. */
export function createSource<T>(
	port: Pick<RelayPort, 'connection' | 'on' | 'onConnection'>,
	events: readonly EventName[],
	ask: () => Promise<Result<T>>,
): Source<T> {
	const current = signal<Loaded<T>>(NOTHING_YET);
	let turn = 0;
	const load = async () => {
		turn++;
		const mine = turn;
		const answer = await ask();
		if (mine !== turn) return;
		current.value = answer.ok
			? { value: answer.value, problem: null }
			: { value: current.value.value, problem: answer.error };
	};
	const stops = [
		...events.map(event => port.on(event, () => void load())),
		port.onConnection(connection => {
			if (connection.state === 'online') void load();
		}),
	];
	if (port.connection?.state === 'online') void load();
	return {
		current,
		load,
		take: value => {
			turn++;
			current.value = { value, problem: null };
		},
		stop: () => {
			turn++;
			for (const stop of stops) stop();
		},
	};
}
