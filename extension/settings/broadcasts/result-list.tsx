import { Check, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { createRecipients, queryOf, type Recipients } from '../../state/broadcast-recipients.ts';
import { formatPlace, type SettingsPlace } from '../../state/settings-place.ts';
import type { BroadcastView, RecipientView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { countryName } from '../../ui/names.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Table } from '../../ui/table.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import styles from './broadcasts.module.css';
import { MorePeople } from './more-people.tsx';
import rehearsalStyles from './rehearsal.module.css';
import { soonTime } from './times.ts';
import { BUCKET_WORDS, problemWords, RECIPIENT_WORDS } from './words.ts';

/** The people behind a number of a broadcast. */
export function ResultList({ broadcast: { id } }: { readonly broadcast: BroadcastView }) {
	const { port, time, place, go } = useSettings();
	const { search, filters } = place.value;
	const query = queryOf(filters);
	const people = useStateOf(
		() => createRecipients(port, time, id, query, search),
		[id, query.bucket, query.reason, query.country],
	);
	useEffect(() => people.search(search), [people, search]);
	const [problem, setProblem] = useState<string | null>(null);
	const narrowed = [query.reason, query.country && countryName(query.country)].filter(Boolean);
	return (
		<section class={rehearsalStyles.section}>
			<div class={styles.tools}>
				<h2>{[t(BUCKET_WORDS[query.bucket]), ...narrowed].join(' · ')}</h2>
				<Button look="quiet" test="close-list" onClick={() => go({ search: '', filters: { open: id } })}>
					{t('bc_close_list')}
				</Button>
				<SearchField
					label={t('bc_people_search')}
					value={search}
					test="people-search"
					onInput={next => go({ search: next })}
				/>
			</div>
			{problem && (
				<p class={styles.problem} role="alert" data-test="people-problem">
					{problem}
				</p>
			)}
			<LoadedView
				loaded={people.shown.value}
				failed={t('bc_people_failed')}
				onRetry={() => void people.load()}
			>
				{({ items, hasMore }) =>
					items.length === 0 ? (
						<p class={styles.meta} data-test="people-none">
							{t('bc_people_none')}
						</p>
					) : (
						<>
							<Table
								label={t(BUCKET_WORDS[query.bucket])}
								columns={[
									{ key: 'name', title: t('column_name') },
									{ key: 'state', title: t('column_status') },
									{ key: 'reason', title: t('bc_what_happened') },
									{ key: 'times', title: t('bc_times') },
								]}
							>
								{items.map(one => (
									<Row key={one.id} person={one} people={people} onProblem={setProblem} />
								))}
							</Table>
							<MorePeople people={people} shown={items.length} hasMore={hasMore} />
						</>
					)
				}
			</LoadedView>
		</section>
	);
}

interface RowProps {
	readonly person: RecipientView;
	readonly people: Recipients;
	readonly onProblem: (problem: string | null) => void;
}

function Row({ person, people, onProblem }: RowProps) {
	const { clock } = useSettings();
	const { id, name, address, state, message, providerCode, dueAt, attempts } = person;
	const { word, tone } = RECIPIENT_WORDS[state];
	const now = clock.now.value;
	return (
		<tr data-test="person-row" data-id={id}>
			<td class={styles.name}>
				<Name person={person} />
				{name !== '' && (
					<p class={styles.meta} dir="ltr">
						{address}
					</p>
				)}
			</td>
			<td>
				<Badge tone={tone}>{t(word)}</Badge>
			</td>
			<td class={styles.words}>
				{message}
				{providerCode !== null && <span class={styles.meta}> ({providerCode})</span>}
				{attempts > 0 && dueAt !== null && (
					<p class={styles.meta} title={exactTime(dueAt)}>
						{t('bc_tried_again', { time: soonTime(dueAt, now) })}
					</p>
				)}
				{state === 'unknown' && <Settle person={person} people={people} onProblem={onProblem} />}
			</td>
			<td class={styles.times}>
				<Times person={person} now={now} />
			</td>
		</tr>
	);
}

/** Leads to the contact, whose conversations are there; without one there is nothing to open. */
function Name({ person: { name, address, contactId } }: { readonly person: RecipientView }) {
	const { go } = useSettings();
	if (contactId === null) return <>{name === '' ? address : name}</>;
	const place: SettingsPlace = {
		section: 'contacts',
		channelId: null,
		search: '',
		// Whoever is not among the first of the list is found by the number.
		filters: { open: contactId, filter: JSON.stringify({ text: address }) },
	};
	return (
		<a
			href={formatPlace(place)}
			title={t('bc_to_contact')}
			onClick={event => {
				event.preventDefault();
				go(place);
			}}
		>
			{name === '' ? address : name}
		</a>
	);
}

/** What a person knows of a message of which the provider told nothing. */
function Settle({ person, people, onProblem }: RowProps) {
	const settle = async (outcome: 'sent' | 'failed') => {
		const error = await people.settle(person, outcome);
		onProblem(error && problemWords(error));
	};
	if (person.messageId === null) return null;
	const isBusy = people.acting.value === person.id;
	return (
		<div class={rehearsalStyles.settle}>
			<Button icon={Check} busy={isBusy} test="settle-sent" onClick={() => void settle('sent')}>
				{t('bc_arrived')}
			</Button>
			<Button icon={X} busy={isBusy} test="settle-failed" onClick={() => void settle('failed')}>
				{t('bc_not_arrived')}
			</Button>
		</div>
	);
}

const TIMES: readonly (readonly [keyof RecipientView & `${string}At`, TextKey])[] = [
	['sentAt', 'bc_bucket_sent'],
	['deliveredAt', 'bc_bucket_delivered'],
	['readAt', 'bc_bucket_read'],
	['clickedAt', 'bc_bucket_clicked'],
	['repliedAt', 'bc_bucket_replied'],
	['failedAt', 'bc_bucket_failed'],
	['stoppedAt', 'bc_bucket_stopped'],
];

function Times({ person, now }: { readonly person: RecipientView; readonly now: number }) {
	return (
		<>
			{TIMES.map(([key, word]) => {
				const at = person[key];
				return (
					at !== null && (
						<p key={key} title={exactTime(at)}>
							<span class={styles.meta}>{t(word)}</span> {ago(at, now)}
						</p>
					)
				);
			})}
		</>
	);
}
