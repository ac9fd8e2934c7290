import { type TextKey, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import planStyles from './plan.module.css';

/** The parts of a broadcast that is being made, in the order they are done. */
export const TABS = ['plan', 'recipients', 'rehearsal'] as const;
export type Tab = (typeof TABS)[number];

const WORDS: Record<Tab, TextKey> = {
	plan: 'bc_tab_plan',
	recipients: 'bc_tab_recipients',
	rehearsal: 'bc_tab_rehearsal',
};

export interface TabsProps {
	readonly current: Tab;
	/** A number beside a part's name; null for none. */
	readonly detail: Partial<Record<Tab, string | null>>;
	readonly onChange: (tab: Tab) => void;
}

/** The parts as a numbered row: each can be gone to at any time. */
export function Tabs({ current, detail, onChange }: TabsProps) {
	return (
		<nav aria-label={t('bc_parts')}>
			<ol class={planStyles.tabs}>
				{TABS.map((tab, index) => (
					<li key={tab}>
						<button
							type="button"
							aria-current={tab === current ? 'step' : undefined}
							data-test={`tab-${tab}`}
							onClick={() => tab !== current && onChange(tab)}
						>
							<span class={planStyles.number}>{index + 1}</span>
							{t(WORDS[tab])}
							{detail[tab] && <span class={styles.meta}>{detail[tab]}</span>}
						</button>
					</li>
				))}
			</ol>
		</nav>
	);
}
