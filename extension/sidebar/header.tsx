import { ChevronDown, Keyboard, MessagesSquare, Settings, SquareUser, X } from 'lucide';
import { useState } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { t } from '../ui/text.ts';
import { AlertsBell } from './alerts-bell.tsx';
import { ChannelLine } from './channel-line.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { useSidebar } from './context.ts';
import styles from './header.module.css';
import { ConsentDialog, MergeDialog } from './later.ts';

/** Who it is about, how we stand with the relay, and the ways out of here. */
export function Header({ onKeys }: { readonly onKeys: () => void }) {
	const { port, place } = useSidebar();
	const inList = place.view.value === 'list';
	return (
		<header class={styles.header}>
			<div class={styles.first}>
				<ContactName />
				<ConnectionDot />
				<AlertsBell />
				{inList && place.record.value ? (
					<IconButton
						icon={SquareUser}
						label={t('header_to_record')}
						test="to-record"
						onClick={place.showRecord}
					/>
				) : (
					!inList && (
						<IconButton
							icon={MessagesSquare}
							label={t('header_to_list')}
							test="to-list"
							onClick={place.showList}
						/>
					)
				)}
				<span class={styles.keys}>
					<IconButton icon={Keyboard} label={t('keys_title')} onClick={onKeys} />
				</span>
				<IconButton
					icon={Settings}
					label={t('open_settings')}
					test="settings"
					onClick={() => port.openSettings()}
				/>
				<IconButton
					icon={X}
					label={t('header_close')}
					test="close"
					onClick={() => port.toPage({ kind: 'close' })}
				/>
			</div>
			<ChannelLine />
		</header>
	);
}

function ContactName() {
	const { place, conversation, outlook, link } = useSidebar();
	const [consent, setConsent] = useState<'history' | 'opt-in' | 'opt-out' | null>(null);
	const [merging, setMerging] = useState(false);
	const contact = conversation.view.value?.contact ?? null;
	const items = [
		...(place.view.value === 'conversation' ? [] : contactItems(place)),
		...(contact
			? [
					...personItems(place, link.may('contacts:edit') ? () => setMerging(true) : null),
					...consentItems(outlook.value.value.optOut !== null, link.may('contacts:edit'), setConsent),
				]
			: []),
	];
	if (place.view.value === 'list') return <h1 class={styles.name}>{t('list_title')}</h1>;
	const name =
		place.view.value === 'conversation'
			? conversation.name.value
			: (place.choice.value?.contact.name ?? place.record.value?.title);
	const shown = (
		<span class={styles.nameText} data-test="contact-name">
			{name || t('header_no_contact')}
		</span>
	);
	if (items.length < 2) return <h1 class={styles.name}>{shown}</h1>;
	return (
		<>
			<h1 class={styles.name}>
				<Menu buttonClass={styles.nameButton} items={items} test="contact-menu">
					{shown}
					<Icon node={ChevronDown} size={14} />
				</Menu>
			</h1>
			{consent && contact && (
				<ConsentDialog contact={contact} kind={consent} onClose={() => setConsent(null)} />
			)}
			{merging && contact && <MergeDialog contact={contact} onClose={() => setMerging(false)} />}
		</>
	);
}

/** The contact over all channels, and who else is the same person. */
function personItems(place: Place, merge: (() => void) | null): MenuItem[] {
	const together = place.together.value;
	return [
		{
			id: 'together',
			heading: t('person_heading'),
			label: t(together ? 'timeline_back' : 'timeline_open'),
			test: 'timeline-toggle',
			onSelect: together ? place.showOne : place.showTogether,
		},
		...(merge ? [{ id: 'merge', label: t('merge_open'), test: 'merge-open', onSelect: merge }] : []),
	];
}

type Place = ReturnType<typeof useSidebar>['place'];

/** What can be said about the contact's consent. */
function consentItems(
	optedOut: boolean,
	may: boolean,
	ask: (kind: 'history' | 'opt-in' | 'opt-out') => void,
): MenuItem[] {
	const out: MenuItem = {
		id: 'opt-out',
		heading: t('consent_heading'),
		label: t('consent_record_out'),
		test: 'consent-out',
		onSelect: () => ask('opt-out'),
	};
	const back: MenuItem = {
		id: 'opt-in',
		heading: t('consent_heading'),
		label: t('consent_record_in'),
		test: 'consent-in',
		onSelect: () => ask('opt-in'),
	};
	const { heading: _, ...second } = optedOut ? out : back;
	return [
		...(may ? [optedOut ? back : out, second] : []),
		{
			id: 'history',
			heading: may ? undefined : t('consent_heading'),
			label: t('consent_history'),
			test: 'consent-history',
			onSelect: () => ask('history'),
		},
	];
}

function contactItems(place: Place): MenuItem[] {
	const chosen = place.choice.value;
	return (place.record.value?.contacts ?? []).flatMap((contact, at): MenuItem[] => {
		const heading = contact.name || t('header_no_contact');
		if (contact.phones.length === 0) {
			return [
				{
					id: `none:${at}`,
					heading,
					label: contact.incomplete ? t('contact_incomplete') : t('contact_no_number'),
					disabled: true,
				},
			];
		}
		return contact.phones.map((phone, index) => ({
			id: `${at}:${index}`,
			heading: index === 0 ? heading : undefined,
			label: phone.shown,
			detail: phone.label ?? undefined,
			checked: chosen?.contact.id === contact.id && chosen.phone.raw === phone.raw,
			test: 'contact-phone',
			onSelect: () => place.choosePhone(contact, phone),
		}));
	});
}
