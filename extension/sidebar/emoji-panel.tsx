import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useLayer } from '../ui/layers.ts';
import { placeBelow } from '../ui/place-below.ts';
import { t } from '../ui/text.ts';
import styles from './emoji-panel.module.css';

const EMOJI = [
	...['👍', '❤️', '😂', '😮', '😢', '🙏', '👏', '🎉'],
	...['🙂', '😊', '😉', '😍', '😅', '🤔', '😎', '🤝'],
	...['👋', '👌', '💪', '🔥', '⭐', '✅', '❌', '❗'],
	...['❓', '💡', '📞', '📅', '⏰', '📍', '📦', '🚚'],
	...['💳', '💶', '🧾', '🎁', '☕', '🏠', '🚗', '✈️'],
];

export interface EmojiPanelProps {
	/** All that can be chosen, where the network takes only these. */
	readonly only?: readonly string[];
	readonly anchor: HTMLElement;
	readonly onChoose: (emoji: string) => void;
	readonly onClose: () => void;
}

/** Forty emoji that work needs; all others come from the system's own panel. */
export function EmojiPanel({ only = EMOJI, anchor, onChoose, onClose }: EmojiPanelProps) {
	const panel = useRef<HTMLDivElement>(null);
	const close = () => {
		onClose();
		anchor.focus();
	};
	useLayer(true, close);
	useLayoutEffect(() => {
		const element = panel.current;
		if (!element) return;
		element.showPopover?.();
		placeBelow(element, anchor);
		element.querySelector('button')?.focus();
	}, []);
	useEffect(() => {
		const outside = (event: Event) => {
			if (!panel.current?.contains(event.target as Node)) onClose();
		};
		document.addEventListener('pointerdown', outside, true);
		return () => document.removeEventListener('pointerdown', outside, true);
	}, []);
	const walk = (event: KeyboardEvent) => {
		const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
		const all = [...(panel.current?.querySelectorAll('button') ?? [])];
		const at = all.indexOf(document.activeElement as HTMLButtonElement);
		if (step === undefined) return;
		event.preventDefault();
		all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a group of buttons inside a popover
		<div
			ref={panel}
			class={styles.panel}
			popover="manual"
			role="group"
			aria-label={t('emoji')}
			onKeyDown={walk}
		>
			{only.map(emoji => (
				<button
					key={emoji}
					type="button"
					class={styles.emoji}
					data-test="emoji"
					onClick={() => {
						onChoose(emoji);
						close();
					}}
				>
					{emoji}
				</button>
			))}
		</div>
	);
}
