import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';
export function LimitsPage() {
	return <PageHead title={t('nav_limits')} />;
}
