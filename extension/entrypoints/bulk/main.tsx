import { render } from 'preact';
import { Bulk } from '../../bulk/app.tsx';
import { createPageList } from '../../bulk/page-list.ts';
import type { BulkToPage } from '../../connection/bulk-messages.ts';
import { connectPort } from '../../connection/port-client.ts';
import { t, textDirection, textLocale } from '../../ui/text.ts';
import '../../ui/tokens.css';
import '../../ui/base.css';

document.documentElement.lang = textLocale();
document.documentElement.dir = textDirection();
document.title = t('bulk_title');
const root = document.getElementById('root');
if (root) {
	const port = connectPort<unknown, BulkToPage>();
	render(<Bulk port={port} list={createPageList(port)} newId={() => crypto.randomUUID()} />, root);
}
