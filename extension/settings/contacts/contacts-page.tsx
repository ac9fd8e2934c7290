import { t } from '../../ui/text.ts';
import { PageHead } from '../page-head.tsx';

export function ContactsPage() {
	return <PageHead title={t('nav_contacts')} />;
}
