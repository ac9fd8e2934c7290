import { useEffect, useRef, useState } from 'preact/hooks';
import type { BroadcastView } from '../../shared/contract/broadcast-views.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import type { TextKey } from '../ui/text.ts';
import type { BulkPort } from './page-list.ts';

/** The contract takes no more in one request. */
const MOST = 20;

/** A broadcast that rows go into. */
export interface Into {
	readonly id: string;
	readonly name: string;
}

/** The broadcasts that rows may go into, and which of them a person has chosen. */
export interface Broadcasts {
	/** Null while they are loaded. */
	readonly items: readonly BroadcastView[] | null;
	/** Those that may send. */
	readonly channels: readonly ChannelView[];
	/** Why they could not be loaded. */
	readonly problem: string | null;
	readonly chosen: ReadonlySet<string>;
	toggle(id: string): void;
	/** Null unless a new one is to be made. */
	readonly draft: { readonly name: string; readonly channelId: string } | null;
	setDraft(draft: Broadcasts['draft']): void;
	/** What still has to be chosen. */
	readonly missing: TextKey | null;
	/** Saves the new one, and gives all that are chosen. Repeatable: it is saved once. */
	settle(): Promise<Result<readonly Into[]>>;
}

/** Loads them when the relay is reached, and anew with each `round`. */
export function useBroadcasts(
	port: BulkPort,
	newId: () => string,
	isOnline: boolean,
	round: number,
): Broadcasts {
	const [items, setItems] = useState<readonly BroadcastView[] | null>(null);
	const [channels, setChannels] = useState<readonly ChannelView[]>([]);
	const [problem, setProblem] = useState<string | null>(null);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const [written, setDraft] = useState<Broadcasts['draft']>(null);
	const draftId = useRef('');

	useEffect(() => {
		if (!isOnline) return;
		let ended = false;
		void Promise.all([
			port.call('broadcast:list', { states: ['draft', 'scheduled'], limit: 100 }),
			port.call('channel:list', {}),
		]).then(([listed, known]) => {
			if (ended) return;
			const failed = listed.ok ? (known.ok ? null : known.error) : listed.error;
			setProblem(failed?.message ?? null);
			if (known.ok) setChannels(known.value.channels.filter(({ state }) => state !== 'off'));
			if (!listed.ok) return;
			const { broadcasts } = listed.value;
			setItems(broadcasts);
			// One that was launched or removed meanwhile is no choice any more.
			setChosen(was => new Set([...was].filter(id => broadcasts.some(one => one.id === id))));
		});
		return () => {
			ended = true;
		};
	}, [isOnline, round]);

	// The first channel until another is chosen: they may come later than the wish for a new broadcast.
	const draft = written && { ...written, channelId: written.channelId || (channels[0]?.id ?? '') };
	const count = chosen.size + (draft ? 1 : 0);
	const missing: TextKey | null =
		count === 0
			? 'bulk_need_broadcast'
			: count > MOST
				? 'bulk_too_many'
				: draft && draft.name.trim() === ''
					? 'bulk_need_name'
					: draft && draft.channelId === ''
						? 'bulk_need_channel'
						: null;

	return {
		items,
		channels,
		problem,
		chosen,
		toggle(id) {
			const next = new Set(chosen);
			if (!next.delete(id)) next.add(id);
			setChosen(next);
		},
		draft,
		setDraft,
		missing,
		async settle() {
			const known = (items ?? []).filter(({ id }) => chosen.has(id));
			const into = known.map(({ id, plan }) => ({ id, name: plan.name }));
			if (!draft) return { ok: true, value: into };
			draftId.current ||= newId();
			const { name, channelId } = draft;
			const saved = await port.call('broadcast:save', {
				broadcastId: draftId.current,
				plan: { name: name.trim(), channelId },
			});
			if (!saved.ok) return saved;
			const made = saved.value.broadcast;
			// From now on it is one of the list, and chosen.
			draftId.current = '';
			setDraft(null);
			setItems(was => [made, ...(was ?? [])]);
			setChosen(new Set([...chosen, made.id]));
			return { ok: true, value: [{ id: made.id, name: made.plan.name }, ...into] };
		},
	};
}
