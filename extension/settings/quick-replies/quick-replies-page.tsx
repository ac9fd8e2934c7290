import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';
export function QuickRepliesPage() {
	return <PageHead title={t('nav_quick_replies')} />;
}
