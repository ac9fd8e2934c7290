import type { ConsentEntry } from '../../shared/domain/consent.ts';
import { Badge } from './badge.tsx';
import styles from './consent-line.module.css';
import { t } from './text.ts';
import { exactTime } from './time.ts';

/** By which words, or through whom, consent was given or withdrawn. */
export function howItWasSaid({ source, text, byName }: ConsentEntry): string {
	switch (source) {
		case 'contact':
			return t('said_by_contact', { text: text ?? '' });
		case 'person':
			return t('said_by_person', { name: byName ?? '', text: text ?? '' });
		case 'network':
			return t('said_by_network');
		case 'provider':
			return t('said_by_provider');
		case 'import':
			return t('said_by_import');
	}
}

/** One line of a consent ledger. */
export function ConsentLine({ line }: { readonly line: ConsentEntry }) {
	return (
		<li class={styles.line} data-test="consent-line" data-word={line.word}>
			<p class={styles.head}>
				<ConsentBadge word={line.word} />
				<time dateTime={new Date(line.at).toISOString()}>{exactTime(line.at)}</time>
			</p>
			<p>{howItWasSaid(line)}</p>
		</li>
	);
}

export function ConsentBadge({ word }: { readonly word: ConsentEntry['word'] }) {
	return (
		<Badge tone={word === 'opt-in' ? 'good' : 'bad'}>{t(word === 'opt-in' ? 'opt_in' : 'opt_out')}</Badge>
	);
}
