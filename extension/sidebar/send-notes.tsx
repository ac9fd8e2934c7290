import { Ban, type IconNode, Lock, Megaphone, TriangleAlert, UserRound } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { sendableAddress } from '../../shared/domain/address.ts';
import { capabilitiesOf } from '../../shared/domain/capabilities.ts';
import type { ConsentEntry } from '../../shared/domain/consent.ts';
import type { Verdict } from '../../shared/domain/send-verdict.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { howItWasSaid } from '../ui/consent-line.tsx';
import { Icon } from '../ui/icon.tsx';
import { lazy } from '../ui/lazy.tsx';
import { Menu } from '../ui/menu.tsx';
import { MESSENGERS } from '../ui/messenger.ts';
import { t } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import { Invite } from './invite.tsx';
import styles from './send-notes.module.css';

const ConsentDialog = lazy(() => import('./consent-dialog.tsx').then(one => one.ConsentDialog));

type Refused = Extract<Verdict, { allowed: false }>;

/** What keeps messages from going, or some of them, before anybody types: why, until when, and the next best thing. */
export function SendNotes() {
	const { sending, composer, outlook } = useSidebar();
	const { text, template, marketing } = sending.prospect.value;
	const closed = sending.window.value?.state === 'closed';
	const blocked = blockedBy(text, template);
	const draft = blocked && composer.text.value !== '';
	return (
		<div class={styles.notes} data-test="send-notes">
			{blocked && (
				<Note
					icon={Lock}
					tone={blocked.refusal === 'cannot-start' ? 'warn' : 'bad'}
					test={`note-${blocked.refusal}`}
				>
					<p>
						{blocked.message}
						{blocked.until !== null && ` ${t('free_at', { at: exactTime(blocked.until) })}`}
						{draft && <span class={styles.quiet}> {t('closed_draft_kept')}</span>}
					</p>
					<Ways verdict={blocked} />
				</Note>
			)}
			{sending.window.value?.state === 'human' && text.allowed && (
				<Note icon={UserRound} tone="quiet" test="note-human">
					<p>{t('window_human', { at: exactTime(sending.window.value.closesAt) })}</p>
				</Note>
			)}
			{text.allowed &&
				text.warnings.map(warning => (
					<Note key={warning} icon={TriangleAlert} tone="warn" test="note-warning">
						<p>{warning}</p>
					</Note>
				))}
			{!blocked && !marketing.allowed && (
				<MarketingNote verdict={marketing} optOut={outlook.value.value.optOut} closed={closed} />
			)}
		</div>
	);
}

/** What keeps everything from going: a closed window alone does not, while templates may. */
function blockedBy(text: Verdict, template: Verdict): Refused | null {
	if (text.allowed || text.refusal === 'not-supported') return null;
	if (text.refusal !== 'window-closed') return text;
	if (template.allowed) return null;
	return template.refusal === 'not-supported' ? text : template;
}

interface NoteProps {
	readonly icon: IconNode;
	readonly tone: 'bad' | 'warn' | 'quiet';
	readonly test: string;
	readonly children: ComponentChildren;
}

function Note({ icon, tone, test, children }: NoteProps) {
	return (
		<div class={classes(styles.note, styles[tone])} data-test={test}>
			<Icon node={icon} size={14} />
			<div class={styles.words}>{children}</div>
		</div>
	);
}

/** What can be done instead: another template, another channel, a call. */
function Ways({ verdict }: { readonly verdict: Refused }) {
	const { sending, conversation, channels, place, templates, port, link } = useSidebar();
	const target = conversation.target.value;
	const channel = sending.channel.value;
	const active = (channels.all.value ?? []).filter(one => one.state === 'active' && one.id !== channel?.id);
	const known = place.doors.value?.conversations.map(one => one.channelId) ?? [];
	// Where this person is known comes first; a channel where nobody of us can begin is no way to a stranger.
	const others = [
		...active.filter(one => known.includes(one.id)),
		...active.filter(one => !known.includes(one.id) && capabilitiesOf(one.type).startsConversations),
	];
	const asButtons = verdict.next === 'other-channel' || verdict.next === 'invite';
	const number = useNumber();
	return (
		<div class={styles.ways}>
			{(verdict.next === 'choose-template' || verdict.next === 'choose-another-template') && (
				<Button look="link" test="note-template" onClick={templates.open}>
					{t('choose_template')}
				</Button>
			)}
			{verdict.next === 'sync-templates' && link.may('templates:sync') && (
				<Button look="link" onClick={() => port.openSettings('templates')}>
					{t('templates_empty_action')}
				</Button>
			)}
			{verdict.next === 'invite' && <Invite />}
			{target?.kind === 'address' &&
				asButtons &&
				others.map(one => (
					<Button
						key={one.id}
						look="link"
						icon={MESSENGERS[one.type].icon}
						test="note-door"
						onClick={() => place.chooseChannel(one.id)}
					>
						{t('write_on', { name: one.name })}
					</Button>
				))}
			{target?.kind === 'address' && !asButtons && others.length > 0 && (
				<Menu
					buttonClass={styles.way}
					test="note-channel"
					items={others.map(one => ({
						id: one.id,
						label: one.name,
						detail: one.address,
						test: 'note-channel-option',
						onSelect: () => place.chooseChannel(one.id),
					}))}
				>
					{t('other_channel')}
				</Menu>
			)}
			{number && (
				<a class={styles.way} href={`tel:${number}`} data-test="note-call">
					{t('call_number', { number })}
				</a>
			)}
		</div>
	);
}

/** The number that can be called, as far as one is known. */
function useNumber(): string | null {
	const { conversation } = useSidebar();
	const contact = conversation.view.value?.contact;
	const known = contact && sendableAddress('whatsapp', contact.addresses);
	const address = known ?? conversation.address.value;
	return address?.kind === 'phone' ? address.value : null;
}

interface MarketingNoteProps {
	readonly verdict: Refused;
	readonly optOut: ConsentEntry | null;
	readonly closed: boolean;
}

function MarketingNote({ verdict, optOut, closed }: MarketingNoteProps) {
	const { conversation } = useSidebar();
	const [open, setOpen] = useState(false);
	const contact = conversation.view.value?.contact;
	if (optOut) {
		return (
			<Note icon={Ban} tone="warn" test="note-opted-out">
				<p>
					{t('opted_out_note', { how: howItWasSaid(optOut), at: exactTime(optOut.at) })}{' '}
					{contact && (
						<Button look="link" test="note-ledger" onClick={() => setOpen(true)}>
							{t('consent_history')}
						</Button>
					)}
				</p>
				{open && contact && <ConsentDialog contact={contact} kind="history" onClose={() => setOpen(false)} />}
			</Note>
		);
	}
	// While one can simply write, a cap on marketing is the template list's matter.
	if (!closed || verdict.refusal === 'marketing-country') return null;
	return (
		<Note icon={Megaphone} tone="quiet" test={`note-${verdict.refusal}`}>
			<p>
				{verdict.message}
				{verdict.until !== null && ` ${t('free_at', { at: exactTime(verdict.until) })}`}
			</p>
		</Note>
	);
}
