import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';

export function StatisticsPage() {
	return <PageHead title={t('nav_statistics')} />;
}
