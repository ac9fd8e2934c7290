import { CircleAlert, CircleCheck, type IconNode, TriangleAlert } from 'lucide';
import { useState } from 'preact/hooks';
import type { ChannelView, CheckLine, RelayError } from '../state/views.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { type TextKey, t } from '../ui/text.ts';
import { ago, exactTime } from '../ui/time.ts';
import styles from './channel-row.module.css';
import { useSettings } from './context.ts';

const STATES: Record<ChannelView['state'], { readonly word: TextKey; readonly tone: Tone }> = {
	active: { word: 'channel_active', tone: 'good' },
	paused: { word: 'channel_paused', tone: 'warn' },
	off: { word: 'channel_is_off', tone: 'neutral' },
};

export interface ChannelRowProps {
	readonly channel: ChannelView;
	readonly onEdit: () => void;
}

/** One connected number: how it is, and what can be done with it. */
export function ChannelRow({ channel, onEdit }: ChannelRowProps) {
	const { link, clock, checks, check, setState } = useSettings();
	const [busy, setBusy] = useState<string | null>(null);
	const [problem, setProblem] = useState<RelayError | null>(null);
	const [removing, setRemoving] = useState(false);
	const run = async (name: string, act: () => Promise<RelayError | null>) => {
		setBusy(name);
		setProblem(await act());
		setBusy(null);
	};
	const { webhook } = channel;
	const lines = checks.value.get(channel.id);
	const state = STATES[channel.state];
	return (
		<li class={styles.row} data-test="channel-row" data-id={channel.id} data-state={channel.state}>
			<div class={styles.top}>
				<h2 class={styles.name}>{channel.name}</h2>
				<Badge tone={state.tone}>{t(state.word)}</Badge>
			</div>
			<p class={styles.facts}>
				<span dir="ltr">{channel.address}</span>
				<span>{t(channel.provider === 'cloud-api' ? 'provider_cloud' : 'provider_dialog360')}</span>
				<span title={webhook.lastReceivedAt === null ? undefined : exactTime(webhook.lastReceivedAt)}>
					{webhook.lastReceivedAt === null
						? t('webhook_nothing')
						: t('webhook_last', { since: ago(webhook.lastReceivedAt, clock.now.value) })}
				</span>
			</p>
			{(channel.problem ?? webhook.problem) && (
				<p class={styles.problem}>{channel.problem ?? webhook.problem}</p>
			)}
			{problem && (
				<p class={styles.problem} role="alert">
					{problem.message}
				</p>
			)}
			{lines && (
				<ul class={styles.lines}>
					{lines.map(line => (
						<Line key={line.check} line={line} />
					))}
				</ul>
			)}
			<div class={styles.buttons}>
				{link.may('channels:check') && (
					<Button
						test="channel-check"
						busy={busy === 'check'}
						onClick={() => void run('check', () => check(channel.id))}
					>
						{t('channel_check')}
					</Button>
				)}
				{link.may('channels:manage') && (
					<>
						<Button test="channel-edit" onClick={onEdit}>
							{t('channel_edit')}
						</Button>
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
			</div>
			{removing && <Removing channel={channel} onClose={() => setRemoving(false)} onProblem={setProblem} />}
		</li>
	);
}

const SIGNS: Record<CheckLine['result'], { readonly icon: IconNode; readonly word: TextKey }> = {
	ok: { icon: CircleCheck, word: 'check_ok' },
	warning: { icon: TriangleAlert, word: 'check_warning' },
	failed: { icon: CircleAlert, word: 'check_failed' },
};

function Line({ line }: { readonly line: CheckLine }) {
	const { icon, word } = SIGNS[line.result];
	return (
		<li class={styles[line.result]} data-test="check-line" data-check={line.check} data-result={line.result}>
			<span role="img" aria-label={t(word)}>
				<Icon node={icon} size={14} />
			</span>
			<span class={styles.message}>{line.message}</span>
		</li>
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
