import { type ReadonlySignal, signal } from '@preact/signals';
import type { AuthorizationView } from '../../shared/contract/channel-views.ts';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';

/** A person lets the relay into an account, in a tab of the provider's. */
export interface Authorizing {
	/** Null before it has begun. Outlives a reload as part of the form's draft. */
	readonly id: ReadonlySignal<string | null>;
	/** The provider's page, as long as it is known here. */
	readonly url: ReadonlySignal<string | null>;
	/** What the relay last told of it. */
	readonly view: ReadonlySignal<AuthorizationView | null>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly busy: ReadonlySignal<boolean>;
	begin(request: RequestOf<'channel:authorize'>): Promise<void>;
	/** Asks what has become of it; nothing while none is under way. */
	look(): Promise<void>;
	stop(): void;
}

/** Makes the authorisation of one form; `id` is of one that began before a reload. */
export function createAuthorizing(
	port: Pick<RelayPort, 'call' | 'on' | 'onConnection'>,
	openTab: (url: string) => void,
	first: string | null,
): Authorizing {
	const id = signal(first);
	const url = signal<string | null>(null);
	const view = signal<AuthorizationView | null>(null);
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const look = async () => {
		const mine = id.peek();
		if (mine === null) return;
		const answer = await port.call('channel:authorization', { authorizationId: mine });
		if (id.peek() !== mine) return;
		if (answer.ok) {
			view.value = answer.value.authorization;
			problem.value = null;
		} else if (answer.error.code === 'not-found') {
			// Over, or used already: the person begins again.
			id.value = null;
			view.value = null;
			problem.value = answer.error;
		} else problem.value = answer.error;
	};
	const stops = [
		port.on('channel:authorized', ({ authorizationId }) => {
			if (authorizationId === id.peek()) void look();
		}),
		port.onConnection(({ state }) => {
			if (state === 'online') void look();
		}),
	];
	void look();
	return {
		id,
		url,
		view,
		problem,
		busy,
		begin: async request => {
			if (busy.peek()) return;
			busy.value = true;
			problem.value = null;
			const answer = await port.call('channel:authorize', request);
			busy.value = false;
			if (!answer.ok) {
				problem.value = answer.error;
				return;
			}
			id.value = answer.value.authorizationId;
			url.value = answer.value.url;
			view.value = null;
			openTab(answer.value.url);
		},
		look,
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
