import { Contact, type IconNode, Link, ListChecks, LocateFixed, MapPin, Mic } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Capabilities } from '../../../shared/domain/channel.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLayer } from '../../ui/layers.ts';
import menu from '../../ui/menu.module.css';
import { placeBelow } from '../../ui/place-below.ts';
import { type TextKey, t } from '../../ui/text.ts';
import { useSidebar } from '../context.ts';
import { ChoicesDialog } from './choices-dialog.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { LocationRequestDialog } from './location-request-dialog.tsx';

type Kind = 'voice' | 'location' | 'contacts' | 'choices' | 'link-button' | 'location-request';

const ITEMS: readonly { readonly kind: Kind; readonly icon: IconNode; readonly word: TextKey }[] = [
	{ kind: 'voice', icon: Mic, word: 'more_voice' },
	{ kind: 'location', icon: MapPin, word: 'more_location' },
	{ kind: 'contacts', icon: Contact, word: 'more_contact' },
	{ kind: 'choices', icon: ListChecks, word: 'more_choices' },
	{ kind: 'link-button', icon: Link, word: 'more_link' },
	{ kind: 'location-request', icon: LocateFixed, word: 'more_location_request' },
];

/** Choices go as numbered lines where there are no buttons, so every channel has them. */
function carries(capabilities: Capabilities, kind: Kind): boolean {
	switch (kind) {
		case 'voice':
			return capabilities.media.voice !== undefined;
		case 'location':
			return capabilities.location;
		case 'contacts':
			return capabilities.contacts;
		case 'choices':
			return true;
		case 'link-button':
			return capabilities.linkButton !== null;
		case 'location-request':
			return capabilities.locationRequest;
	}
}

export interface MorePanelProps {
	readonly anchor: HTMLElement;
	readonly onClose: () => void;
}

/** The kinds of messages that this channel carries, and the form of the chosen one. */
export function MorePanel({ anchor, onClose }: MorePanelProps) {
	const { sending, voice } = useSidebar();
	const [chosen, setChosen] = useState<Kind | null>(null);
	const capabilities = sending.capabilities.value;
	if (!capabilities) return null;
	const close = () => {
		onClose();
		anchor.focus();
	};
	switch (chosen) {
		case 'location':
			return <LocationDialog onClose={close} />;
		case 'contacts':
			return <ContactDialog onClose={close} />;
		case 'choices':
			return <ChoicesDialog onClose={close} />;
		case 'link-button':
			return <LinkDialog onClose={close} />;
		case 'location-request':
			return <LocationRequestDialog onClose={close} />;
		default:
			return (
				<Kinds
					kinds={ITEMS.filter(({ kind }) => carries(capabilities, kind))}
					anchor={anchor}
					onClose={onClose}
					onChoose={kind => {
						if (kind !== 'voice') return setChosen(kind);
						voice.record();
						close();
					}}
				/>
			);
	}
}

interface KindsProps {
	readonly kinds: typeof ITEMS;
	readonly anchor: HTMLElement;
	readonly onChoose: (kind: Kind) => void;
	readonly onClose: () => void;
}

function Kinds({ kinds, anchor, onChoose, onClose }: KindsProps) {
	const list = useRef<HTMLDivElement>(null);
	useLayer(true, () => {
		onClose();
		anchor.focus();
	});
	useLayoutEffect(() => {
		const element = list.current;
		if (!element) return;
		element.showPopover?.();
		placeBelow(element, anchor);
		element.querySelector('button')?.focus();
	}, []);
	useEffect(() => {
		const outside = (event: Event) => {
			if (!list.current?.contains(event.target as Node)) onClose();
		};
		document.addEventListener('pointerdown', outside, true);
		return () => document.removeEventListener('pointerdown', outside, true);
	}, []);
	const walk = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step === undefined) return;
		event.preventDefault();
		const all = [...(list.current?.querySelectorAll('button') ?? [])];
		const at = all.indexOf(document.activeElement as HTMLButtonElement);
		all[(at + step + all.length) % all.length]?.focus();
	};
	return (
		<div
			ref={list}
			class={menu.menu}
			role="menu"
			aria-label={t('more_open')}
			popover="manual"
			tabIndex={-1}
			data-test="more-panel"
			onKeyDown={walk}
		>
			{kinds.map(({ kind, icon, word }) => (
				<button
					key={kind}
					type="button"
					role="menuitem"
					tabIndex={-1}
					class={menu.item}
					data-test={`more-${kind}`}
					onClick={() => onChoose(kind)}
				>
					<Icon node={icon} />
					<span class={menu.words}>{t(word)}</span>
				</button>
			))}
		</div>
	);
}
