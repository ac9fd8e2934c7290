import {
	ChartColumn,
	ChartLine,
	Coins,
	type IconNode,
	LayoutTemplate,
	Megaphone,
	MessageCircle,
	MonitorSmartphone,
	RotateCw,
	ScrollText,
	Server,
	SlidersHorizontal,
	Users,
	Zap,
} from 'lucide';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Link } from '../state/link.ts';
import { SECTIONS, type Section } from '../state/settings-place.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { listenForEscape } from '../ui/layers.ts';
import { lazy } from '../ui/lazy.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { type TextKey, t } from '../ui/text.ts';
import { Toasts } from '../ui/toast.tsx';
import styles from './app.module.css';
import { ChannelsPage } from './channels/channels-page.tsx';
import { useSettings } from './context.ts';
import { DevicesPage } from './devices-page.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { Pairing } from './pairing.tsx';
import { RelayPage } from './relay-page.tsx';
import { RelayState } from './relay-state.tsx';

type Permission = Parameters<Link['may']>[0];

interface PageRow {
	readonly icon: IconNode;
	readonly title: TextKey;
	readonly Page: ComponentType;
	/** Who may see it; everybody without it. */
	readonly needs?: Permission;
}

const PAGES: Record<Section, PageRow> = {
	channels: { icon: MessageCircle, title: 'nav_channels', Page: ChannelsPage },
	templates: {
		icon: LayoutTemplate,
		title: 'nav_templates',
		Page: lazy(() => import('./templates/templates-page.tsx').then(one => one.TemplatesPage)),
	},
	'quick-replies': {
		icon: Zap,
		title: 'nav_quick_replies',
		Page: lazy(() => import('./quick-replies/quick-replies-page.tsx').then(one => one.QuickRepliesPage)),
	},
	contacts: {
		icon: Users,
		title: 'nav_contacts',
		Page: lazy(() => import('./contacts/contacts-page.tsx').then(one => one.ContactsPage)),
	},
	broadcasts: {
		icon: Megaphone,
		title: 'nav_broadcasts',
		Page: lazy(() => import('./broadcasts/broadcasts-page.tsx').then(one => one.BroadcastsPage)),
	},
	statistics: {
		icon: ChartLine,
		title: 'nav_statistics',
		Page: lazy(() => import('./statistics/statistics-page.tsx').then(one => one.StatisticsPage)),
		needs: 'statistics:view',
	},
	limits: {
		icon: ChartColumn,
		title: 'nav_limits',
		Page: lazy(() => import('./limits/limits-page.tsx').then(one => one.LimitsPage)),
		needs: 'limits:view',
	},
	prices: {
		icon: Coins,
		title: 'nav_prices',
		Page: lazy(() => import('./prices/prices-page.tsx').then(one => one.PricesPage)),
		needs: 'prices:view',
	},
	consent: {
		icon: ScrollText,
		title: 'nav_consent',
		Page: lazy(() => import('./consent/consent-page.tsx').then(one => one.ConsentPage)),
	},
	rules: {
		icon: SlidersHorizontal,
		title: 'nav_rules',
		Page: lazy(() => import('./rules/rules-page.tsx').then(one => one.RulesPage)),
	},
	devices: { icon: MonitorSmartphone, title: 'nav_devices', Page: DevicesPage },
	relay: { icon: Server, title: 'nav_relay', Page: RelayPage },
};

const Alerts = lazy(() => import('./alerts.tsx').then(one => one.Alerts));

/** The settings page: its parts at the left, one of them at the right. */
export function App() {
	const { link, place, go } = useSettings();
	useEffect(() => listenForEscape(document, () => {}), []);
	const connection = link.connection.value;
	if (link.invalidated.value) {
		return (
			<EmptyState alone icon={RotateCw} title={t('invalidated_title')} test="invalidated">
				{t('invalidated_text')}
			</EmptyState>
		);
	}
	const seen = SECTIONS.filter(section => maySee(link, section));
	return (
		<div class={styles.app}>
			<nav class={styles.nav} aria-label={t('settings_title')}>
				<p class={styles.product}>{t('extensionName')}</p>
				<ul>
					{seen.map(section => (
						<li key={section}>
							<a
								class={styles.item}
								href={`#${section}`}
								aria-current={place.value.section === section ? 'page' : undefined}
								data-test={`nav-${section}`}
								onClick={event => {
									event.preventDefault();
									go({ section, search: '', filters: {} });
								}}
							>
								<Icon node={PAGES[section].icon} />
								{t(PAGES[section].title)}
							</a>
						</li>
					))}
				</ul>
				{link.may('alerts:view') && <Alerts />}
				<RelayState />
			</nav>
			<main class={styles.main}>
				{!connection ? <Skeleton /> : connection.state === 'unpaired' ? <Pairing /> : <CurrentPage />}
			</main>
			<LeaveDialog />
			<Toasts />
		</div>
	);
}

function CurrentPage() {
	const { place, link } = useSettings();
	const { section } = place.value;
	const { Page, title } = PAGES[section];
	// While nobody is known yet, the page waits for what it asks; the relay refuses on its own account.
	if (link.user.value && !maySee(link, section))
		return <EmptyState title={t(title)}>{t('page_not_allowed')}</EmptyState>;
	return <Page key={section} />;
}

function maySee(link: Link, section: Section): boolean {
	const { needs } = PAGES[section];
	return needs === undefined || link.may(needs);
}
