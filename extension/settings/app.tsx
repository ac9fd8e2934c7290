import { type IconNode, LayoutTemplate, MessageCircle, MonitorSmartphone, RotateCw, Server } from 'lucide';
import { useEffect } from 'preact/hooks';
import { SECTIONS, type Section } from '../state/settings-place.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { listenForEscape } from '../ui/layers.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { type TextKey, t } from '../ui/text.ts';
import { Toasts } from '../ui/toast.tsx';
import styles from './app.module.css';
import { ChannelsPage } from './channels-page.tsx';
import { useSettings } from './context.ts';
import { DevicesPage } from './devices-page.tsx';
import { Pairing } from './pairing.tsx';
import { RelayPage } from './relay-page.tsx';
import { RelayState } from './relay-state.tsx';
import { TemplatesPage } from './templates-page.tsx';

const NAV: Record<Section, { readonly icon: IconNode; readonly title: TextKey }> = {
	channels: { icon: MessageCircle, title: 'nav_channels' },
	templates: { icon: LayoutTemplate, title: 'nav_templates' },
	devices: { icon: MonitorSmartphone, title: 'nav_devices' },
	relay: { icon: Server, title: 'nav_relay' },
};

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
	return (
		<div class={styles.app}>
			<nav class={styles.nav} aria-label={t('settings_title')}>
				<p class={styles.product}>{t('extensionName')}</p>
				<ul>
					{SECTIONS.map(section => (
						<li key={section}>
							<a
								class={styles.item}
								href={`#${section}`}
								aria-current={place.value.section === section ? 'page' : undefined}
								data-test={`nav-${section}`}
								onClick={event => {
									event.preventDefault();
									go({ section, search: '' });
								}}
							>
								<Icon node={NAV[section].icon} />
								{t(NAV[section].title)}
							</a>
						</li>
					))}
				</ul>
				<RelayState />
			</nav>
			<main class={styles.main}>
				{!connection ? <Skeleton /> : connection.state === 'unpaired' ? <Pairing /> : <Page />}
			</main>
			<Toasts />
		</div>
	);
}

function Page() {
	switch (useSettings().place.value.section) {
		case 'channels':
			return <ChannelsPage />;
		case 'templates':
			return <TemplatesPage />;
		case 'devices':
			return <DevicesPage />;
		case 'relay':
			return <RelayPage />;
	}
}
