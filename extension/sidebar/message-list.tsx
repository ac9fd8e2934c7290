import { ArrowDown } from 'lucide';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { excerpt } from '../../shared/domain/message.ts';
import {
	buildRows,
	NEWEST_ROWS,
	newerRows,
	olderRows,
	type RowWindow,
	rowsAround,
	windowBounds,
} from '../state/rows.ts';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { plural, t } from '../ui/text.ts';
import { dayKey } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import { JumpContext } from './jump.ts';
import styles from './message-list.module.css';
import { MessageRow } from './message-row.tsx';
import { useScrollKeeper } from './scroll-keeper.ts';

const NEAR_PX = 400;
const MOST_PAGES_BACK = 40;

/** The messages: only those around the viewport are drawn, and nothing that one reads moves when others arrive. */
export function MessageList() {
	const { conversation, pending, reading, sending } = useSidebar();
	const messages = conversation.messages.value;
	const items = pending.items.value;
	const target = conversation.target.value;
	const firstUnread = reading.firstUnread.value;
	const scroller = useRef<HTMLDivElement>(null);
	const [view, setView] = useState<RowWindow>(NEWEST_ROWS);
	const [wanted, setWanted] = useState<{ readonly id: string; readonly pages: number } | null>(null);
	const [flash, setFlash] = useState<string | null>(null);
	const rows = useMemo(() => buildRows(messages, items, firstUnread, dayKey), [messages, items, firstUnread]);
	const { from, to } = windowBounds(rows, view);
	const keeper = useScrollKeeper(scroller, target, to === rows.length);

	useEffect(() => {
		setView(NEWEST_ROWS);
		setWanted(null);
	}, [target]);

	const reachBack = () => {
		const box = scroller.current;
		if (!box || box.scrollTop >= NEAR_PX) return;
		if (from > 0) setView(olderRows(rows, view));
		else if (conversation.hasOlder.value) void conversation.loadOlder();
	};
	const onScroll = () => {
		const box = scroller.current;
		if (!box) return;
		const follows = keeper.remember();
		const below = box.scrollHeight - box.scrollTop - box.clientHeight;
		reading.setAtNewest(follows && to === rows.length);
		if (below < NEAR_PX && to < rows.length) setView(newerRows(rows, view));
		else reachBack();
	};
	// At the very top no scroll tells that one wants more, and a short first page cannot be scrolled at all.
	useEffect(reachBack, [rows, view]);

	const toNewest = () => {
		setView(NEWEST_ROWS);
		keeper.pin();
		reading.setAtNewest(true);
	};

	// What somebody sends is shown to them, wherever they were reading.
	const sent = items.filter(item => item.state !== 'refused').at(-1)?.request.clientId ?? null;
	useEffect(() => {
		if (sent !== null) toNewest();
	}, [sent]);

	useEffect(() => {
		if (!wanted) return;
		const row = rows.find(one => one.kind === 'message' && one.message.id === wanted.id);
		if (row) {
			keeper.unpin();
			reading.setAtNewest(false);
			setView(rowsAround(rows, row.key));
			setFlash(wanted.id);
			setWanted(null);
		} else if (conversation.hasOlder.value && wanted.pages > 0) {
			void conversation.loadOlder().then(() => setWanted({ ...wanted, pages: wanted.pages - 1 }));
		} else setWanted(null);
	}, [wanted, rows]);
	useEffect(() => {
		if (flash === null) return;
		keeper.centre(flash);
		const timer = setTimeout(() => setFlash(null), 1500);
		return () => clearTimeout(timer);
	}, [flash]);

	if (rows.length === 0) {
		return (
			<EmptyState title={t('conversation_empty')} test="conversation-empty">
				{t(
					sending.capabilities.value?.startsConversations === false
						? 'conversation_empty_contact'
						: 'conversation_empty_text',
					{ name: conversation.name.value },
				)}
			</EmptyState>
		);
	}
	const below = reading.newBelow.value;
	return (
		<JumpContext.Provider value={id => setWanted({ id, pages: MOST_PAGES_BACK })}>
			<div class={styles.frame}>
				<section
					ref={scroller}
					class={styles.scroller}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by the keyboard
					tabIndex={0}
					aria-label={t('messages_label')}
					onScroll={onScroll}
				>
					<ol class={styles.rows}>
						{from === 0 && conversation.hasOlder.value && <li class={styles.older}>{t('messages_older')}</li>}
						{rows.slice(from, to).map(row => (
							<MessageRow
								key={row.key}
								row={row}
								flash={row.kind === 'message' && row.message.id === flash}
							/>
						))}
					</ol>
				</section>
				{(below > 0 || !reading.atNewest.value) && (
					<button
						type="button"
						class={classes(styles.pill, below === 0 && styles.round)}
						data-test={below > 0 ? 'new-pill' : 'to-newest'}
						aria-label={below > 0 ? undefined : t('messages_to_newest')}
						onClick={toNewest}
					>
						<Icon node={ArrowDown} size={14} />
						{below > 0 && plural('messages_new', below)}
					</button>
				)}
				<Speaker />
			</div>
		</JumpContext.Provider>
	);
}

/** Speaks what arrives while the conversation is open. */
function Speaker() {
	const { conversation } = useSidebar();
	const messages = conversation.messages.value;
	const last = useRef<string | null>(null);
	const [words, setWords] = useState('');
	const newest = messages.findLast(message => message.direction === 'inbound') ?? null;
	const target = conversation.target.value;
	useEffect(() => {
		last.current = null;
		setWords('');
	}, [target]);
	useEffect(() => {
		const before = last.current;
		last.current = newest?.id ?? null;
		if (before === null || newest === null || newest.id === before || !conversation.fresh.value) return;
		setWords(t('messages_spoken', { name: conversation.name.value, text: excerpt(newest.content) }));
	}, [newest?.id]);
	return (
		<div class="visually-hidden" role="log" aria-live="polite">
			{words}
		</div>
	);
}
