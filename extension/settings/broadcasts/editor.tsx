import { ArrowLeft } from 'lucide';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { audienceOf } from '../../../shared/domain/broadcast.ts';
import { takesBroadcasts } from '../../state/broadcast-content.ts';
import { createBroadcastForm } from '../../state/broadcast-form.ts';
import type { BroadcastView } from '../../state/views.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import { localMinute } from '../../ui/time.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PageHead } from '../page-head.tsx';
import type { BroadcastParts } from './broadcast-page.tsx';
import styles from './broadcasts.module.css';
import { PlanForm } from './plan-form.tsx';
import { RecipientsPart } from './recipients-part.tsx';
import { RehearsalPart } from './rehearsal-part.tsx';
import { StateBadge } from './state-badge.tsx';
import { TABS, type Tab, Tabs } from './tabs.tsx';

export interface EditorProps extends BroadcastParts {
	readonly broadcastId: string;
	/** As the relay has it; null for one that was never saved. */
	readonly kept: BroadcastView | null;
}

/** Days ahead while the rules are not read yet: the relay refuses on its own account. */
const SCHEDULE_DAYS = 366;

/** A broadcast that can be changed: its plan, its people, and what would happen. */
export function Editor({ one, acts, rules, broadcastId, kept }: EditorProps) {
	const { port, upload, time, place, channels, go } = useSettings();
	const known = channels.all.value;
	const form = useStateOf(
		() =>
			createBroadcastForm({
				port,
				upload,
				time,
				broadcastId,
				kept,
				channelId: onlyChannel(known ?? []),
				scheduleDays: () => rules.current.peek().value?.scheduleDays ?? SCHEDULE_DAYS,
				writeTime: localMinute,
			}),
		[broadcastId],
	);
	const summary = useRef<HTMLDivElement>(null);
	const [said, setSaid] = useState('');
	useEffect(() => form.setChannels(known ?? []), [form, known]);
	useEffect(() => {
		if (kept) form.follow(kept);
	}, [form, kept]);
	useLeaveWarning(useCallback(() => form.dirty.peek(), [form]));
	const { filters } = place.value;
	const asked = TABS.find(one => one === filters.tab) ?? 'plan';
	// What was never saved has nobody in it and nothing to rehearse.
	const tab: Tab = kept === null ? 'plan' : asked;
	const show = (next: Tab) => {
		const { tab: _, ...others } = filters;
		go({ filters: next === 'plan' ? others : { ...others, tab: next } });
	};
	/** Saves and answers whether it is saved; what is wrong is then shown. */
	const save = async (what: 'save' | 'saveAnyway' = 'save'): Promise<boolean> => {
		const view = await form[what]();
		if (!view) {
			show('plan');
			requestAnimationFrame(() => summary.current?.focus());
			return false;
		}
		one.take(view);
		setSaid(t('bc_saved'));
		const { filter, from, tab: at } = place.peek().filters;
		go({
			filters: {
				open: broadcastId,
				...(at && { tab: at }),
				...(filter && { filter }),
				...(from && { from }),
			},
		});
		return true;
	};
	/** Other parts are about what is kept: what is typed is saved before they open. */
	const open = async (next: Tab) => {
		if (next !== 'plan' && (kept === null || form.dirty.peek()) && !(await save())) return;
		show(next);
	};
	const name = form.values.value.name.trim();
	return (
		<>
			<div class={styles.head}>
				<IconButton
					icon={ArrowLeft}
					label={t('bc_back')}
					test="broadcast-back"
					onClick={() => go({ filters: {} })}
				/>
				<PageHead title={name === '' ? t('bc_new') : name}>
					{kept && <StateBadge state={kept.state} />}
				</PageHead>
			</div>
			{kept?.parent && <p class={styles.note}>{t('bc_parent', { name: kept.parent.name })}</p>}
			<Tabs
				current={tab}
				detail={{ recipients: kept ? formatNumber(audienceOf(kept.counts)) : null }}
				onChange={next => void open(next)}
			/>
			<p class="visually-hidden" role="status">
				{said}
			</p>
			{tab === 'plan' && (filters.from ?? filters.filter) && (
				<p class={styles.note} data-test="wanted-later">
					{t('bc_wanted_later')}
				</p>
			)}
			{tab === 'plan' && (
				<PlanForm
					form={form}
					kept={kept}
					rules={rules}
					summary={summary}
					onSave={save}
					onNext={() => void open('recipients')}
					onType={() => setSaid('')}
				/>
			)}
			{tab === 'recipients' && kept && (
				<RecipientsPart one={one} broadcast={kept} onNext={() => void open('rehearsal')} />
			)}
			{tab === 'rehearsal' && kept && (
				<RehearsalPart one={one} acts={acts} rules={rules} broadcast={kept} onMend={show} />
			)}
		</>
	);
}

/** The channel of a new broadcast where there is no choice. */
function onlyChannel(
	all: readonly { readonly id: string; readonly type: 'whatsapp' | 'telegram' | 'instagram' }[],
): string {
	const fitting = all.filter(one => takesBroadcasts(one.type));
	return fitting.length === 1 ? (fitting[0]?.id ?? '') : '';
}
