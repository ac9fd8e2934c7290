import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';
export function RulesPage() {
	return <PageHead title={t('nav_rules')} />;
}
