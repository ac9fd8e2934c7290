import { MonitorX, PlugZap } from 'lucide';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';

/** Why the sidebar shows nothing at all, and what to do. */
export function NoAccess() {
	const { link, port } = useSidebar();
	if (link.notConfirmed.value) {
		return (
			<EmptyState alone icon={MonitorX} title={t('not_confirmed_title')} test="not-confirmed">
				{t('not_confirmed_text')}
			</EmptyState>
		);
	}
	return (
		<EmptyState
			alone
			icon={PlugZap}
			title={t('unpaired_title')}
			action={
				<Button look="primary" test="open-settings" onClick={() => port.openSettings('relay')}>
					{t('unpaired_action')}
				</Button>
			}
		>
			{t('unpaired_text')}
		</EmptyState>
	);
}
