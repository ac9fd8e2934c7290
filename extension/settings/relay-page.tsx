import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { t } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useSettings } from './context.ts';
import { PageHead } from './page-head.tsx';
import { Pairing } from './pairing.tsx';
import styles from './relay-page.module.css';

/** What this browser is paired with, and the way out. */
export function RelayPage() {
	const { link, relay, port } = useSettings();
	const [asking, setAsking] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const connection = link.connection.value;
	const user = link.user.value;
	const version = relay.value.value?.version;
	if (connection?.state === 'refused') {
		return (
			<>
				<p class={styles.refused} role="alert">
					{connection.message}
				</p>
				<Pairing />
			</>
		);
	}
	return (
		<>
			<PageHead title={t('nav_relay')} />
			<dl class={styles.facts}>
				{connection?.state === 'online' && <Fact name={t('relay_address')} value={connection.relayUrl} />}
				{user && <Fact name={t('relay_you')} value={`${user.name} · ${t(`role_${user.role}`)}`} />}
				{version && <Fact name={t('relay_version')} value={version} />}
				{connection?.state === 'offline' && (
					<>
						<Fact name={t('relay_away_since')} value={exactTime(connection.since)} />
						<Fact name={t('relay_away_why')} value={connection.reason} />
					</>
				)}
			</dl>
			{problem && (
				<p class={styles.refused} role="alert">
					{problem}
				</p>
			)}
			<Button look="danger" test="unpair" onClick={() => setAsking(true)}>
				{t('unpair')}
			</Button>
			{asking && (
				<Dialog
					title={t('unpair_title')}
					onClose={() => setAsking(false)}
					actions={
						<>
							<Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="unpair-confirm"
								onClick={() => {
									setAsking(false);
									void port.unpair().then(result => setProblem(result.ok ? null : result.error.message));
								}}
							>
								{t('unpair')}
							</Button>
						</>
					}
				>
					<p>{t('unpair_text')}</p>
				</Dialog>
			)}
		</>
	);
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
	return (
		<div class={styles.fact}>
			<dt>{name}</dt>
			<dd>{value}</dd>
		</div>
	);
}
