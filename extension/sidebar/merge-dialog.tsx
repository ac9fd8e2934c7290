import { useState } from 'preact/hooks';
import { createMerging, type Merging } from '../state/merge.ts';
import type { ContactView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { t } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useStateOf } from '../ui/use-state-of.ts';
import { useSidebar } from './context.ts';
import styles from './merge-dialog.module.css';

export interface MergeDialogProps {
	readonly contact: ContactView;
	readonly onClose: () => void;
}

/** Another contact that is the same person: found, named what will happen, merged; and merges undone. */
export function MergeDialog({ contact, onClose }: MergeDialogProps) {
	const { port, conversation } = useSidebar();
	const merging = useStateOf(() => createMerging(port, contact), [contact.id]);
	const [text, setText] = useState('');
	const [other, setOther] = useState<ContactView | null>(null);
	const found = merging.found.value;
	const problem = merging.problem.value;
	const merge = async (chosen: ContactView) => {
		if (!(await merging.merge(chosen))) return;
		void conversation.refresh();
		onClose();
	};
	return (
		<Dialog
			title={t('merge_title')}
			onClose={onClose}
			test="merge-dialog"
			actions={
				other && (
					<>
						<Button onClick={() => setOther(null)}>{t('back')}</Button>
						<Button
							look="primary"
							busy={merging.busy.value}
							test="merge-confirm"
							onClick={() => void merge(other)}
						>
							{t('merge_action')}
						</Button>
					</>
				)
			}
		>
			<div class={styles.box}>
				{problem && (
					<p class={styles.problem} role="alert" data-test="merge-problem">
						{problem.code === 'offline' ? t('open_offline') : problem.message}
					</p>
				)}
				{other ? (
					<p data-test="merge-what">{t('merge_what', { gone: other.name, kept: contact.name })}</p>
				) : (
					<>
						<p>{t('merge_text', { name: contact.name })}</p>
						<SearchField
							label={t('merge_search')}
							value={text}
							test="merge-search"
							onInput={next => {
								setText(next);
								void merging.search(next);
							}}
						/>
						{found !== null &&
							(found.length === 0 ? (
								<p class={styles.quiet}>{t('merge_none')}</p>
							) : (
								<ul class={styles.list}>
									{found.map(one => (
										<li key={one.id}>
											<button
												type="button"
												class={styles.item}
												data-test="merge-option"
												onClick={() => setOther(one)}
											>
												<span>{one.name}</span>
												<span class={styles.quiet}>
													{one.addresses.map(address => shownAddress(address)).join(' · ')}
												</span>
											</button>
										</li>
									))}
								</ul>
							))}
						<Merges merging={merging} />
					</>
				)}
			</div>
		</Dialog>
	);
}

function Merges({ merging }: { readonly merging: Merging }) {
	const { conversation } = useSidebar();
	const merges = merging.merges.value ?? [];
	if (merges.length === 0) return null;
	const undo = async (merge: (typeof merges)[number]) => {
		if (await merging.undo(merge)) await conversation.refresh();
	};
	return (
		<section>
			<h3 class={styles.title}>{t('merges_title')}</h3>
			<ul class={styles.list}>
				{merges.map(merge => (
					<li key={merge.id} class={styles.merge} data-test="merge-line">
						<span>
							{merge.name}
							<span class={styles.quiet}>
								{' '}
								{t(merge.by === null ? 'merged_by_network' : 'merged_by', {
									by: merge.by ?? '',
									at: exactTime(merge.at),
								})}
							</span>
						</span>
						<Button look="link" busy={merging.busy.value} test="merge-undo" onClick={() => void undo(merge)}>
							{t('merge_undo')}
						</Button>
					</li>
				))}
			</ul>
			<p class={classes(styles.quiet, styles.undo)}>{t('merge_undo_help')}</p>
		</section>
	);
}

/** An address as people know it: names with their sign, numbers as they are; ids of networks say nothing to people. */
function shownAddress({ kind, value }: ContactView['addresses'][number]): string {
	if (kind.endsWith('username')) return `@${value}`;
	if (kind === 'telegram-chat') return 'Telegram';
	return kind === 'instagram-user' ? 'Instagram' : value;
}
