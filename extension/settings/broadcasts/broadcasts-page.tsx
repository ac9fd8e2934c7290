import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';

export function BroadcastsPage() {
	return <PageHead title={t('nav_broadcasts')} />;
}
