import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Keeps what one reads where it is. */
export interface ScrollKeeper {
	/** Notes what is in sight; called on every scroll. */
	remember(): void;
	/** Stays at the newest from now on. */
	pin(): void;
	unpin(): void;
	/** Brings one message into the middle. */
	centre(messageId: string): void;
}

const AT_END_PX = 32;

/**
 * Holds a scrolling list still while rows come and go at both ends: at the newest it follows the newest, elsewhere the
 * first row in sight stays at its place to the pixel. `end` says that the newest row is drawn.
 */
export function useScrollKeeper(
	scroller: RefObject<HTMLElement | null>,
	subject: unknown,
	end: boolean,
): ScrollKeeper {
	const pinned = useRef(true);
	const anchor = useRef<{ readonly key: string; readonly top: number } | null>(null);
	const subjectBefore = useRef(subject);
	if (subjectBefore.current !== subject) {
		subjectBefore.current = subject;
		pinned.current = true;
		anchor.current = null;
	}

	const hold = () => {
		const box = scroller.current;
		if (!box) return;
		if (pinned.current && end) {
			box.scrollTop = box.scrollHeight;
			return;
		}
		const row = anchor.current && findRow(box, anchor.current.key);
		if (!row || !anchor.current) return;
		const moved = topOf(row, box) - anchor.current.top;
		if (Math.abs(moved) >= 1) box.scrollTop += moved;
	};
	const latest = useRef(hold);
	latest.current = hold;

	useLayoutEffect(hold);
	useEffect(() => {
		const box = scroller.current;
		const inside = box?.firstElementChild;
		if (!box || !inside || typeof ResizeObserver === 'undefined') return;
		// Pictures that arrive and a composer that grows change heights without a render.
		const observer = new ResizeObserver(() => latest.current());
		observer.observe(inside);
		observer.observe(box);
		return () => observer.disconnect();
	}, [scroller.current, subject]);

	return {
		remember: () => {
			const box = scroller.current;
			if (!box) return;
			pinned.current = end && box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX;
			const first = [...box.querySelectorAll<HTMLElement>('[data-row]')].find(
				row => topOf(row, box) + row.offsetHeight > 0,
			);
			anchor.current = first ? { key: first.dataset['row'] ?? '', top: topOf(first, box) } : null;
		},
		pin: () => {
			pinned.current = true;
			requestAnimationFrame(() => latest.current());
		},
		unpin: () => {
			pinned.current = false;
			anchor.current = null;
		},
		centre: messageId => {
			const row = scroller.current?.querySelector(`[data-message-id="${CSS.escape(messageId)}"]`);
			row?.scrollIntoView({ block: 'center' });
		},
	};
}

function findRow(box: HTMLElement, key: string): HTMLElement | null {
	return box.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
}

function topOf(row: HTMLElement, box: HTMLElement): number {
	return row.getBoundingClientRect().top - box.getBoundingClientRect().top;
}
