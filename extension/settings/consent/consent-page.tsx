import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';
export function ConsentPage() {
	return <PageHead title={t('nav_consent')} />;
}
