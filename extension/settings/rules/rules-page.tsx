import { createPrices } from '../../state/prices.ts';
import { createRules } from '../../state/rules.ts';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './rules.module.css';
import { RulesFormView } from './rules-form-view.tsx';

/** What owners decide about sending; everybody may read it. */
export function RulesPage() {
	const { port, link } = useSettings();
	const rules = useStateOf(() => createRules(port), []);
	const may = link.may('rules:edit');
	return (
		<>
			<PageHead title={t('nav_rules')} />
			{link.user.value && !may && (
				<p class={styles.note} data-test="rules-others">
					{t('rule_others')}
				</p>
			)}
			<LoadedView loaded={rules.current.value} failed={t('rule_failed')} onRetry={() => void rules.load()}>
				{() => (may ? <Editable rules={rules} /> : <RulesFormView rules={rules} cards={[]} readOnly />)}
			</LoadedView>
		</>
	);
}

/** With the currencies to choose from, which only owners and managers may ask for. */
function Editable({ rules }: { readonly rules: ReturnType<typeof createRules> }) {
	const { port } = useSettings();
	const prices = useStateOf(() => createPrices(port), []);
	return (
		<RulesFormView rules={rules} cards={prices.cards.current.value.value?.cards ?? []} readOnly={false} />
	);
}
