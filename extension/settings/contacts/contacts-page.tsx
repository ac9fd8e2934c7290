import { createContactFields } from '../../state/contact-fields.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { FieldsPage } from './fields-page.tsx';
import { ImportView } from './import-view.tsx';
import { ImportsPage } from './imports-page.tsx';
import { ListView } from './list-view.tsx';

/** Contacts: the list, an import, the imports there were, and the tags and attributes that there are. */
export function ContactsPage() {
	const { port, place, link } = useSettings();
	const fields = useStateOf(() => createContactFields(port), []);
	const { open = '' } = place.value.filters;
	const may = link.may('contacts:import');
	if (may && open === 'imports') return <ImportsPage />;
	if (may && open === 'fields') return <FieldsPage fields={fields} />;
	if (may && open.startsWith('import-')) return <ImportView key={open} importId={open} fields={fields} />;
	return <ListView fields={fields} />;
}
