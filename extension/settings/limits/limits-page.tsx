import { ChartColumn, Link2 } from 'lucide';
import { useState } from 'preact/hooks';
import { createLimits, type Limits, type LimitsShown } from '../../state/limits.ts';
import type { PoolView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import { JoinDialog } from './join-dialog.tsx';
import styles from './limits.module.css';
import { LimitsHelp } from './limits-help.tsx';
import { PoolCard } from './pool-card.tsx';
import { UseTable } from './use-table.tsx';

/** How much of each limit is used, how the numbers are graded, and how the templates of the last days did. */
export function LimitsPage() {
	const { port, time, link } = useSettings();
	const limits = useStateOf(() => createLimits(port, time), []);
	const [joining, setJoining] = useState<PoolView | 'new' | null>(null);
	const shown = limits.shown.current.value;
	const pools = shown.value?.pools ?? [];
	const channels = pools.flatMap(pool => pool.channels);
	return (
		<>
			<PageHead title={t('nav_limits')}>
				{link.may('channels:manage') && channels.length > 1 && (
					<Button icon={Link2} test="pool-new" onClick={() => setJoining('new')}>
						{t('limit_join')}
					</Button>
				)}
			</PageHead>
			<LoadedView loaded={shown} failed={t('limit_failed')} onRetry={() => void limits.shown.load()}>
				{value => <Shown value={value} limits={limits} onChange={setJoining} />}
			</LoadedView>
			<LimitsHelp />
			{joining !== null && (
				<JoinDialog
					pool={joining === 'new' ? null : joining}
					channels={channels}
					limits={limits}
					onClose={() => setJoining(null)}
				/>
			)}
		</>
	);
}

interface ShownProps {
	readonly value: LimitsShown;
	readonly limits: Limits;
	readonly onChange: (pool: PoolView) => void;
}

function Shown({ value: { pools, templates }, limits, onChange }: ShownProps) {
	const { link, go } = useSettings();
	if (pools.length === 0) {
		return (
			<EmptyState
				icon={ChartColumn}
				title={t('limit_empty')}
				test="limits-empty"
				action={
					link.may('channels:manage') && (
						<Button onClick={() => go({ section: 'channels', filters: {} })}>
							{t('limit_empty_action')}
						</Button>
					)
				}
			>
				{t('limit_empty_text')}
			</EmptyState>
		);
	}
	return (
		<>
			<ul class={styles.pools}>
				{pools.map(pool => (
					<PoolCard key={pool.id} pool={pool} limits={limits} onChange={() => onChange(pool)} />
				))}
			</ul>
			<UseTable templates={templates} />
		</>
	);
}
