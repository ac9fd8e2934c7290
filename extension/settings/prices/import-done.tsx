import { CircleCheck } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import type { PriceImport } from '../../state/price-import.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { plural, t } from '../../ui/text.ts';
import form from '../form.module.css';
import styles from './prices.module.css';
import { dayWords } from './words.ts';

/** What was taken over, and what the relay warns of. */
export function ImportDone({
	state,
	onClose,
}: {
	readonly state: PriceImport;
	readonly onClose: () => void;
}) {
	const heading = useRef<HTMLParagraphElement>(null);
	useEffect(() => heading.current?.focus(), []);
	const done = state.done.value;
	if (!done) return null;
	const { card, warnings } = done;
	return (
		<div class={form.form} data-test="import-done">
			<p ref={heading} class={styles.done} tabIndex={-1} role="status">
				<Icon node={CircleCheck} />
				{plural('price_import_done', Object.keys(card.rates).length, {
					currency: card.currency,
					day: dayWords(card.effectiveFrom),
				})}
			</p>
			{warnings.length > 0 && (
				<div class={form.warning} data-test="import-warnings">
					<p>{t('price_import_warnings')}</p>
					<ul class={styles.warnings}>
						{warnings.map(warning => (
							<li key={warning}>{warning}</li>
						))}
					</ul>
				</div>
			)}
			<div class={form.buttons}>
				<Button look="primary" test="import-close" onClick={onClose}>
					{t('price_back')}
				</Button>
			</div>
		</div>
	);
}
