import { useEffect, useRef, useState } from 'preact/hooks';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { CrmRow } from '../../shared/domain/crm-row.ts';
import type { BulkList } from '../connection/bulk-messages.ts';
import type { Connection } from '../connection/page-messages.ts';
import { t } from '../ui/text.ts';
import { type Adding, type AddingState, startAdding } from './adding.ts';
import styles from './bulk.module.css';
import { Button } from './button.tsx';
import { Choosing, type Decision } from './choosing.tsx';
import type { BulkPort, PageList } from './page-list.ts';
import { Running } from './running.tsx';
import { useBroadcasts } from './use-broadcasts.ts';

export interface BulkProps {
	readonly port: BulkPort;
	readonly list: PageList;
	readonly newId: () => string;
}

/** Takes recipients from the list on screen into one broadcast or several. */
export function Bulk({ port, list, newId }: BulkProps) {
	const [connection, setConnection] = useState<Connection | null>(port.connection);
	const [shown, setShown] = useState<BulkList | null | undefined>(list.list);
	const [isStrange, setStrange] = useState(false);
	const [isGone, setGone] = useState(false);
	const [state, setState] = useState<AddingState | null>(null);
	const [decision, setDecision] = useState<Decision | null>(null);
	const [round, setRound] = useState(0);
	const adding = useRef<Adding | null>(null);
	const isOnline = connection?.state === 'online';
	const broadcasts = useBroadcasts(port, newId, isOnline, round);
	const isRunning = state?.phase === 'running';

	useEffect(() => {
		const ends = [
			port.onConnection(setConnection),
			port.onNotConfirmed(() => setStrange(true)),
			port.onInvalidated(() => setGone(true)),
			list.onList(setShown),
		];
		// What was heard before this listened.
		setConnection(port.connection);
		setShown(list.list);
		return () => {
			for (const end of ends) end();
			adding.current?.cancel();
		};
	}, []);
	useEffect(() => {
		port.toPage({ kind: 'busy', busy: isRunning });
		const onKey = (event: KeyboardEvent) => {
			if (event.key === 'Escape' && !event.defaultPrevented && !isRunning) port.toPage({ kind: 'close' });
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [isRunning]);

	// Back again: what was interrupted goes on by itself.
	useEffect(() => {
		const problem = adding.current?.state.problem;
		if (isOnline && problem?.at === 'relay' && problem.code === 'offline') adding.current?.goOn();
	}, [isOnline]);

	const begin = (next: Decision) => {
		setDecision(next);
		const broadcastIds = next.into.map(({ id }) => id);
		adding.current = startAdding({
			list,
			what: next.what,
			total: next.total,
			onChange: setState,
			add: rows =>
				port.call('broadcast:add-recipients', {
					broadcastIds,
					source: { kind: 'records', records: rows.map(recordOf) },
				}),
		});
	};
	const again = () => {
		adding.current = null;
		setState(null);
		setRound(round + 1);
	};

	// A page that frames this without our content script sees nothing.
	if (isStrange || (!isGone && (connection === null || shown === undefined))) return null;
	return (
		<main class={styles.panel} data-test="bulk" data-phase={state?.phase ?? 'choosing'}>
			<header class={styles.head}>
				<h1 class={styles.title}>{t('bulk_title')}</h1>
				<Button
					look="quiet"
					test="bulk-close"
					disabled={isRunning}
					onClick={() => port.toPage({ kind: 'close' })}
				>
					{t('bulk_close')}
				</Button>
			</header>
			{isGone ? (
				<p class={styles.problem} role="alert" data-test="bulk-gone">
					{t('page_updated')}
				</p>
			) : state && decision && adding.current ? (
				<Running
					state={state}
					what={decision.what}
					into={decision.into}
					onCancel={adding.current.cancel}
					onGoOn={adding.current.goOn}
					onAgain={again}
					onOpen={id => port.openSettings(`broadcasts?open=${encodeURIComponent(id)}`)}
				/>
			) : connection?.state === 'unpaired' || connection?.state === 'refused' ? (
				<div class={styles.body}>
					<p role="alert" data-test="bulk-unpaired">
						{connection.state === 'refused' ? connection.message : t('bulk_unpaired')}
					</p>
					<Button test="bulk-settings" onClick={() => port.openSettings('relay')}>
						{t('bulk_open_settings')}
					</Button>
				</div>
			) : (
				<Choosing
					list={list}
					shown={shown ?? null}
					broadcasts={broadcasts}
					isOnline={isOnline}
					onDecide={begin}
				/>
			)}
		</main>
	);
}

type AddRequest = Extract<RequestOf<'broadcast:add-recipients'>['source'], { kind: 'records' }>;

/** The contract's lists may be changed, a row's may not. */
function recordOf(row: CrmRow): AddRequest['records'][number] {
	return { ...row, people: row.people.map(person => ({ ...person, phones: [...person.phones] })) };
}
