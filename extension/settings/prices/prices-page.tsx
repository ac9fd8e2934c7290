import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';
export function PricesPage() {
	return <PageHead title={t('nav_prices')} />;
}
