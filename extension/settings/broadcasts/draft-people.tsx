import { Trash2, X } from 'lucide';
import { useState } from 'preact/hooks';
import type { Recipients } from '../../state/broadcast-recipients.ts';
import type { BroadcastView, Result } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { countryName } from '../../ui/names.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Table } from '../../ui/table.tsx';
import { t } from '../../ui/text.ts';
import { LoadedView } from '../loaded-view.tsx';
import styles from './broadcasts.module.css';
import { MorePeople } from './more-people.tsx';

export interface DraftPeopleProps {
	readonly people: Recipients;
	readonly onRemoved: (answer: Result<BroadcastView>) => void;
	readonly onRemoveAll: () => void;
}

/** The people of a broadcast that has not begun: each can be taken out. */
export function DraftPeople({ people, onRemoved, onRemoveAll }: DraftPeopleProps) {
	const [search, setSearch] = useState('');
	return (
		<>
			<div class={styles.tools}>
				<SearchField
					label={t('bc_people_search')}
					value={search}
					test="people-search"
					onInput={next => {
						setSearch(next);
						people.search(next);
					}}
				/>
				<Button icon={Trash2} busy={people.acting.value === 'all'} test="people-clear" onClick={onRemoveAll}>
					{t('bc_remove_all')}
				</Button>
			</div>
			<LoadedView
				loaded={people.shown.value}
				failed={t('bc_people_failed')}
				onRetry={() => void people.load()}
			>
				{({ items, hasMore }) =>
					items.length === 0 ? (
						<p class={styles.meta}>{t('bc_people_none')}</p>
					) : (
						<>
							<Table
								label={t('bc_tab_recipients')}
								columns={[
									{ key: 'name', title: t('column_name') },
									{ key: 'address', title: t('bc_address') },
									{ key: 'country', title: t('price_country') },
									{ key: 'act', title: t('column_actions'), hideTitle: true },
								]}
							>
								{items.map(one => (
									<tr key={one.id} data-test="person-row" data-id={one.id}>
										<td class={styles.name}>{one.name === '' ? '–' : one.name}</td>
										<td class={styles.address} dir="ltr">
											{one.address}
										</td>
										<td>{one.country === null ? '–' : countryName(one.country)}</td>
										<td class={styles.act}>
											<IconButton
												icon={X}
												label={t('bc_take_out', { name: one.name || one.address })}
												disabled={people.acting.value !== null}
												test="person-remove"
												onClick={() => void people.remove(one.id).then(onRemoved)}
											/>
										</td>
									</tr>
								))}
							</Table>
							<MorePeople people={people} shown={items.length} hasMore={hasMore} />
						</>
					)
				}
			</LoadedView>
		</>
	);
}
