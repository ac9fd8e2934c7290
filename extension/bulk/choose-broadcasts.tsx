import { audienceOf } from '../../shared/domain/broadcast.ts';
import { plural, t } from '../ui/text.ts';
import styles from './bulk.module.css';
import type { Broadcasts } from './use-broadcasts.ts';

/** One broadcast or several, and a new one. */
export function ChooseBroadcasts({ broadcasts }: { readonly broadcasts: Broadcasts }) {
	const { items, channels, problem, chosen, toggle, draft, setDraft } = broadcasts;
	return (
		<fieldset class={styles.fieldset}>
			<legend class={styles.legend}>{t('bulk_into')}</legend>
			{problem !== null && (
				<p class={styles.problem} role="alert" data-test="bulk-list-problem">
					{problem}
				</p>
			)}
			<label class={styles.choice}>
				<input
					type="checkbox"
					checked={draft !== null}
					data-test="bulk-new"
					onChange={() => setDraft(draft ? null : { name: '', channelId: '' })}
				/>
				<strong>{t('bulk_new')}</strong>
			</label>
			{draft && (
				<div class={styles.indented}>
					<label class={styles.field}>
						{t('bulk_new_name')}
						<input
							type="text"
							maxLength={120}
							value={draft.name}
							data-test="bulk-new-name"
							onInput={event => setDraft({ ...draft, name: event.currentTarget.value })}
						/>
					</label>
					{channels.length === 0 ? (
						<p class={styles.quiet}>{t('bulk_no_channel')}</p>
					) : (
						<label class={styles.field}>
							{t('bulk_new_channel')}
							<select
								value={draft.channelId}
								data-test="bulk-new-channel"
								onChange={event => setDraft({ ...draft, channelId: event.currentTarget.value })}
							>
								{channels.map(channel => (
									<option key={channel.id} value={channel.id}>
										{`${channel.name} · ${channel.address}`}
									</option>
								))}
							</select>
						</label>
					)}
				</div>
			)}
			{items === null && problem === null && <p class={styles.quiet}>{t('bulk_loading')}</p>}
			{items?.length === 0 && <p class={styles.quiet}>{t('bulk_broadcasts_none')}</p>}
			{items?.map(({ id, plan, state, counts }) => (
				<label key={id} class={styles.choice} data-test="bulk-broadcast">
					<input type="checkbox" checked={chosen.has(id)} data-id={id} onChange={() => toggle(id)} />
					<span>
						<strong>{plan.name}</strong>
						<span class={styles.quiet}>
							{t(state === 'scheduled' ? 'bulk_state_scheduled' : 'bulk_state_draft')}
							{' · '}
							{plural('bulk_recipients', audienceOf(counts))}
						</span>
					</span>
				</label>
			))}
		</fieldset>
	);
}
