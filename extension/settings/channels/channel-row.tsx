import { useState } from 'preact/hooks';
import type { ChannelKind, ChannelView, RelayError, UserView } from '../../state/views.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MESSENGERS } from '../../ui/messenger.ts';
import { safeLink } from '../../ui/safe-link.ts';
import { type TextKey, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import { CopyText } from '../copy-text.tsx';
import styles from './channel-row.module.css';
import { CheckLines } from './check-lines.tsx';

const STATES: Record<ChannelView['state'], { readonly word: TextKey; readonly tone: Tone }> = {
	active: { word: 'channel_active', tone: 'good' },
	paused: { word: 'channel_paused', tone: 'warn' },
	off: { word: 'channel_is_off', tone: 'neutral' },
};

export interface ChannelRowProps {
	readonly channel: ChannelView;
	/** By what it is connected; null while that is not known. */
	readonly kind: ChannelKind | null;
	readonly users: readonly UserView[];
}

/** One connected number, bot or account: how it is, and what can be done with it. */
export function ChannelRow({ channel, kind, users }: ChannelRowProps) {
	const [problem, setProblem] = useState<RelayError | null>(null);
	const [open, setOpen] = useState(false);
	const state = STATES[channel.state];
	const told = channel.problem ?? channel.webhook.problem;
	const bad = channel.checks.filter(line => line.result !== 'ok');
	const isChecked = bad.some(line => line.message === told);
	const isByHand = channel.webhook.state === 'by-hand' && (open || bad.length > 0);
	return (
		<li class={styles.row} data-test="channel-row" data-id={channel.id} data-state={channel.state}>
			<div class={styles.top}>
				<Icon node={MESSENGERS[channel.type].icon} />
				<h2 class={styles.name}>{channel.name}</h2>
				<Badge tone={state.tone}>{t(state.word)}</Badge>
			</div>
			<Facts channel={channel} kind={kind} users={users} />
			{told && !isChecked && <p class={styles.problem}>{told}</p>}
			{problem && (
				<p class={styles.problem} role="alert">
					{problem.message}
				</p>
			)}
			<CheckLines channel={channel} open={open} onOpen={setOpen} />
			{isByHand && channel.webhookUrl && (
				<CopyText label={t('webhook_url')} value={channel.webhookUrl} test="row-webhook-url" />
			)}
			{isByHand && channel.webhook.verifyToken && (
				<CopyText
					label={t('field_verify_token')}
					value={channel.webhook.verifyToken}
					test="row-webhook-token"
				/>
			)}
			<Buttons channel={channel} onProblem={setProblem} onChecked={() => setOpen(true)} />
		</li>
	);
}

function Facts({ channel, kind, users }: ChannelRowProps) {
	const { clock } = useSettings();
	const { webhook, authorizedUntil } = channel;
	const responsible = users.find(user => user.id === channel.responsibleUserId);
	const stage = [channel.pipeline, channel.stage].filter(Boolean).join(' → ');
	const link = safeLink(linkTo(kind, channel));
	return (
		<p class={styles.facts}>
			{link ? (
				<a {...link} dir="ltr" target="_blank" rel="noreferrer noopener">
					{channel.address}
				</a>
			) : (
				<span dir="ltr">{channel.address}</span>
			)}
			<span>{kind?.name ?? channel.provider}</span>
			<span title={webhook.lastReceivedAt === null ? undefined : exactTime(webhook.lastReceivedAt)}>
				{webhook.lastReceivedAt === null
					? t('webhook_nothing')
					: t('webhook_last', { since: ago(webhook.lastReceivedAt, clock.now.value) })}
			</span>
			{responsible && <span>{t('channel_responsible', { name: responsible.name })}</span>}
			{stage !== '' && <span>{t('channel_stage', { stage })}</span>}
			{authorizedUntil !== null && (
				<span data-test="authorized-until">
					{t('channel_authorized_until', { at: exactTime(authorizedUntil) })}
				</span>
			)}
		</p>
	);
}

/** Where contacts begin; without the one-time token that an invitation adds. */
function linkTo(kind: ChannelKind | null, { address }: ChannelView): string | null {
	const link = kind?.link?.replace(/[?&]\w+=\{token\}/, '');
	return link?.replace('{address}', plainAddress(address)) ?? null;
}

/** As links want it: a number's digits, or a name without its sign. */
function plainAddress(address: string): string {
	return address.startsWith('+') ? address.replace(/\D/g, '') : address.replace(/^@/, '');
}

interface ButtonsProps {
	readonly channel: ChannelView;
	readonly onProblem: (problem: RelayError | null) => void;
	readonly onChecked: () => void;
}

function Buttons({ channel, onProblem, onChecked }: ButtonsProps) {
	const { link, check, setState, go } = useSettings();
	const [busy, setBusy] = useState<string | null>(null);
	const [removing, setRemoving] = useState(false);
	const run = async (name: string, act: () => Promise<RelayError | null>, done = () => {}) => {
		setBusy(name);
		const problem = await act();
		onProblem(problem);
		setBusy(null);
		if (!problem) done();
	};
	return (
		<div class={styles.buttons}>
			{link.may('channels:check') && (
				<Button
					test="channel-check"
					busy={busy === 'check'}
					onClick={() => void run('check', () => check(channel.id), onChecked)}
				>
					{t('channel_check')}
				</Button>
			)}
			{link.may('channels:manage') && (
				<Button test="channel-edit" onClick={() => go({ filters: { open: `edit.${channel.id}` } })}>
					{t('channel_edit')}
				</Button>
			)}
			{link.may('channels:check') && channel.type === 'whatsapp' && (
				<Button test="channel-profile" onClick={() => go({ filters: { open: `profile.${channel.id}` } })}>
					{t('profile')}
				</Button>
			)}
			{link.may('channels:manage') && (
				<>
					{channel.state !== 'active' && (
						<Button
							test="channel-on"
							busy={busy === 'on'}
							onClick={() => void run('on', () => setState(channel.id, 'active'))}
						>
							{t('channel_switch_on')}
						</Button>
					)}
					{channel.state !== 'off' && (
						<Button
							look="quiet"
							test="channel-off"
							busy={busy === 'off'}
							onClick={() => void run('off', () => setState(channel.id, 'off'))}
						>
							{t('channel_switch_off')}
						</Button>
					)}
					<Button look="quiet" test="channel-remove" onClick={() => setRemoving(true)}>
						{t('remove')}
					</Button>
				</>
			)}
			{removing && <Removing channel={channel} onClose={() => setRemoving(false)} onProblem={onProblem} />}
		</div>
	);
}

interface RemovingProps {
	readonly channel: ChannelView;
	readonly onClose: () => void;
	readonly onProblem: (problem: RelayError | null) => void;
}

function Removing({ channel, onClose, onProblem }: RemovingProps) {
	const { remove } = useSettings();
	return (
		<Dialog
			title={t('channel_remove_title', { name: channel.name })}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button
						look="danger"
						test="channel-remove-confirm"
						onClick={() => {
							onClose();
							void remove(channel.id).then(onProblem);
						}}
					>
						{t('channel_remove_action')}
					</Button>
				</>
			}
		>
			<p>{t('channel_remove_text', { address: channel.address })}</p>
		</Dialog>
	);
}
