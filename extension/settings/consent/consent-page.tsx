import { Download, ScrollText } from 'lucide';
import { useState } from 'preact/hooks';
import {
	type ConsentLedger,
	createConsentLedger,
	type LedgerPage,
	wordOf,
} from '../../state/consent-ledger.ts';
import { formatPlace, type SettingsPlace } from '../../state/settings-place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { plural, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { FilterSelect } from '../filter-select.tsx';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './consent.module.css';
import { ConsentHelp } from './consent-help.tsx';
import { ConsentTable } from './consent-table.tsx';

const RULES_PAGE: SettingsPlace = { section: 'rules', channelId: null, search: '', filters: {} };

/** Who agreed to be written to and who withdrew it: every word, with its evidence. */
export function ConsentPage() {
	const { port, place, go } = useSettings();
	const word = wordOf(place.value.filters);
	const ledger = useStateOf(() => createConsentLedger(port, word), [word]);
	return (
		<>
			<PageHead title={t('nav_consent')}>
				<Export ledger={ledger} />
			</PageHead>
			<p class={styles.lead}>
				{t('consent_lead')}{' '}
				<a
					href={formatPlace(RULES_PAGE)}
					data-test="consent-to-rules"
					onClick={event => {
						event.preventDefault();
						go(RULES_PAGE);
					}}
				>
					{t('consent_to_rules')}
				</a>
			</p>
			<div class={styles.tools}>
				<FilterSelect
					label={t('consent_all_words')}
					value={word ?? ''}
					options={[
						{ value: 'opt-in', label: t('consent_in') },
						{ value: 'opt-out', label: t('consent_out') },
					]}
					test="consent-word"
					onChange={next => go({ filters: next === '' ? {} : { word: next } })}
				/>
			</div>
			<LoadedView
				loaded={ledger.shown.current.value}
				failed={t('consent_failed')}
				onRetry={() => void ledger.shown.load()}
			>
				{page => <Lines page={page} ledger={ledger} />}
			</LoadedView>
			<ConsentHelp />
		</>
	);
}

interface LinesProps {
	readonly page: LedgerPage;
	readonly ledger: ConsentLedger;
}

function Lines({ page: { lines, hasMore }, ledger }: LinesProps) {
	const { place, go } = useSettings();
	const [problem, setProblem] = useState<string | null>(null);
	if (lines.length === 0) {
		return wordOf(place.value.filters) ? (
			<EmptyState
				title={t('consent_none_found')}
				test="consent-none"
				action={<Button onClick={() => go({ filters: {} })}>{t('filters_clear')}</Button>}
			/>
		) : (
			<EmptyState icon={ScrollText} title={t('consent_empty')} test="consent-empty">
				{t('consent_empty_text')}
			</EmptyState>
		);
	}
	const more = async () => {
		const error = await ledger.loadMore();
		setProblem(error && (error.code === 'offline' ? t('open_offline') : error.message));
	};
	return (
		<>
			<ConsentTable lines={lines} />
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<p class={styles.total}>
				{plural(hasMore ? 'consent_count_more' : 'consent_count', lines.length)}
				{hasMore && (
					<Button busy={ledger.busy.value} test="consent-more" onClick={() => void more()}>
						{t('consent_more')}
					</Button>
				)}
			</p>
		</>
	);
}

function Export({ ledger }: { readonly ledger: ConsentLedger }) {
	const { link } = useSettings();
	const [busy, setBusy] = useState(false);
	if (!link.may('consent:export')) return null;
	const save = async () => {
		setBusy(true);
		const answer = await ledger.export();
		setBusy(false);
		if (!answer.ok) {
			showToast(answer.error.code === 'offline' ? t('open_offline') : answer.error.message);
			return;
		}
		const { filename, csv, lines } = answer.value;
		saveFile(filename, 'text/csv', csv);
		showToast(plural('consent_exported', lines, { filename }));
	};
	return (
		<Button icon={Download} busy={busy} test="consent-export" onClick={() => void save()}>
			{t('consent_export')}
		</Button>
	);
}
