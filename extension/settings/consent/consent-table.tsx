import type { ConsentLineView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Table } from '../../ui/table.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import styles from './consent.module.css';

const SOURCES: Record<ConsentLineView['source'], TextKey> = {
	contact: 'consent_source_contact',
	person: 'consent_source_person',
	network: 'consent_source_network',
	provider: 'consent_source_provider',
	import: 'consent_source_import',
};

/** The lines of the ledger, one a row. */
export function ConsentTable({ lines }: { readonly lines: readonly ConsentLineView[] }) {
	const { clock } = useSettings();
	return (
		<Table
			label={t('nav_consent')}
			columns={[
				{ key: 'contact', title: t('consent_contact') },
				{ key: 'word', title: t('consent_word') },
				{ key: 'when', title: t('consent_when') },
				{ key: 'how', title: t('consent_how') },
				{ key: 'text', title: t('consent_text') },
				{ key: 'by', title: t('consent_by') },
			]}
		>
			{lines.map(line => (
				<tr key={line.id} data-test="ledger-line" data-id={line.id}>
					<td class={styles.contact}>{line.contactName}</td>
					<td>
						<Badge tone={line.word === 'opt-in' ? 'good' : 'warn'}>
							{t(line.word === 'opt-in' ? 'consent_in' : 'consent_out')}
						</Badge>
					</td>
					<td class={styles.when}>
						<time dateTime={new Date(line.at).toISOString()} title={exactTime(line.at)}>
							{ago(line.at, clock.now.value)}
						</time>
					</td>
					<td class={styles.how}>{t(SOURCES[line.source])}</td>
					<td class={styles.text} dir="auto">
						{line.text ?? '–'}
					</td>
					<td>{line.byName ?? (line.source === 'contact' ? t('consent_by_contact') : '–')}</td>
				</tr>
			))}
		</Table>
	);
}
