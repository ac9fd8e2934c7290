import { isEditable } from '../../../shared/domain/broadcast.ts';
import { createBroadcast, type OneBroadcast } from '../../state/broadcast.ts';
import type { BroadcastActs } from '../../state/broadcast-acts.ts';
import type { Source } from '../../state/loaded.ts';
import type { RulesView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { Editor } from './editor.tsx';
import { RunView } from './run-view.tsx';

export interface BroadcastPageProps {
	readonly broadcastId: string;
	readonly origin: 'new' | 'kept';
	readonly acts: BroadcastActs;
	readonly rules: Source<RulesView>;
}

/** What every part of one broadcast's page gets. */
export interface BroadcastParts {
	readonly one: OneBroadcast;
	readonly acts: BroadcastActs;
	readonly rules: Source<RulesView>;
}

/** One broadcast: the form while it can be changed, what came of it after that. */
export function BroadcastPage({ broadcastId, origin, acts, rules }: BroadcastPageProps) {
	const { port, link, go } = useSettings();
	const one = useStateOf(() => createBroadcast(port, broadcastId, origin), []);
	const shown = one.shown.value;
	const parts: BroadcastParts = { one, acts, rules };
	if (one.removed.value) {
		return (
			<EmptyState
				title={t('bc_gone')}
				test="broadcast-gone"
				action={<Button onClick={() => go({ filters: {} })}>{t('bc_back')}</Button>}
			/>
		);
	}
	if (shown.value === null && origin === 'new')
		return <Editor {...parts} broadcastId={broadcastId} kept={null} />;
	return (
		<LoadedView loaded={shown} failed={t('bc_one_failed')} onRetry={() => void one.load()}>
			{broadcast =>
				isEditable(broadcast.state) && link.may('broadcasts:edit') ? (
					<Editor {...parts} broadcastId={broadcastId} kept={broadcast} />
				) : (
					<RunView {...parts} broadcast={broadcast} />
				)
			}
		</LoadedView>
	);
}
