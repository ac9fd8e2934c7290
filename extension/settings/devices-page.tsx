import { RotateCw } from 'lucide';
import { useState } from 'preact/hooks';
import type { DeviceView } from '../state/views.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table } from '../ui/table.tsx';
import { t } from '../ui/text.ts';
import { ago, exactTime } from '../ui/time.ts';
import { useSettings } from './context.ts';
import styles from './devices-page.module.css';
import { Invite } from './invite.tsx';
import { PageHead } from './page-head.tsx';

/** Paired devices, and codes for new people. */
export function DevicesPage() {
	const { devices, link, reload } = useSettings();
	const { value, problem } = devices.value;
	return (
		<>
			<PageHead title={t('nav_devices')} />
			{!link.may('devices:all') && <p class={styles.note}>{t('devices_own_only')}</p>}
			{value ? (
				<Rows devices={value} />
			) : problem ? (
				<EmptyState
					title={t('devices_failed')}
					action={
						<Button icon={RotateCw} onClick={reload}>
							{t('try_again')}
						</Button>
					}
				>
					{problem.code === 'offline' ? t('open_offline') : problem.message}
				</EmptyState>
			) : (
				<Skeleton />
			)}
			{link.may('people:invite') ? <Invite /> : <p class={styles.note}>{t('invite_others')}</p>}
		</>
	);
}

function Rows({ devices }: { readonly devices: readonly DeviceView[] }) {
	const { clock, revoke } = useSettings();
	const [revoking, setRevoking] = useState<DeviceView | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	return (
		<>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<Table
				label={t('nav_devices')}
				columns={[
					{ key: 'device', title: t('column_device') },
					{ key: 'person', title: t('column_person') },
					{ key: 'seen', title: t('column_seen') },
					{ key: 'act', title: t('column_actions'), hideTitle: true },
				]}
			>
				{devices.map(device => (
					<tr key={device.id} data-test="device-row" data-id={device.id}>
						<td>
							{device.name} {device.current && <Badge>{t('device_this')}</Badge>}
						</td>
						<td>
							{device.user.name} <span class={styles.quiet}>· {t(`role_${device.user.role}`)}</span>
						</td>
						<td>
							{device.lastSeenAt === null ? (
								t('device_never_seen')
							) : (
								<span title={exactTime(device.lastSeenAt)}>{ago(device.lastSeenAt, clock.now.value)}</span>
							)}
						</td>
						<td class={styles.act}>
							{!device.current && (
								<Button look="link" test="device-revoke" onClick={() => setRevoking(device)}>
									{t('device_revoke')}
								</Button>
							)}
						</td>
					</tr>
				))}
			</Table>
			{revoking && (
				<Dialog
					title={t('device_revoke_title', { name: revoking.name })}
					onClose={() => setRevoking(null)}
					actions={
						<>
							<Button onClick={() => setRevoking(null)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="device-revoke-confirm"
								onClick={() => {
									setRevoking(null);
									void revoke(revoking.id).then(error => setProblem(error?.message ?? null));
								}}
							>
								{t('device_revoke')}
							</Button>
						</>
					}
				>
					<p>{t('device_revoke_text', { person: revoking.user.name })}</p>
				</Dialog>
			)}
		</>
	);
}
