import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Keeps what one reads where it is. */
export interface ScrollKeeper {
	/** Notes what is in sight; called on every scroll. Answers whether the newest is followed. */
	remember(): boolean;
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
	const lastTop = useRef(0);
	const watched = useRef<Element | null>(null);
	const observer = useRef<ResizeObserver | null>(null);
	const subjectBefore = useRef(subject);
	if (subjectBefore.current !== subject) {
		subjectBefore.current = subject;
		pinned.current = true;
		anchor.current = null;
		lastTop.current = 0;
	}

	const hold = () => {
		const box = scroller.current;
		if (!box) return;
		// A scroll whose event is still to come is a person's too: nothing takes it back.
		const scrolled = box.scrollTop - lastTop.current;
		if (pinned.current && end && (scrolled >= -1 || below(box) < AT_END_PX)) {
			box.scrollTop = box.scrollHeight;
			lastTop.current = box.scrollTop;
			return;
		}
		const row = anchor.current && findRow(box, anchor.current.key);
		if (!row || !anchor.current) return;
		const wanted = anchor.current.top - scrolled;
		const moved = topOf(row, box) - wanted;
		if (Math.abs(moved) >= 1) box.scrollTop += moved;
		lastTop.current = box.scrollTop;
		anchor.current = { key: anchor.current.key, top: topOf(row, box) };
	};
	const latest = useRef(hold);
	latest.current = hold;

	useLayoutEffect(hold);
	useEffect(() => {
		const box = scroller.current;
		const inside = box?.firstElementChild ?? null;
		if (inside === watched.current || typeof ResizeObserver === 'undefined') return;
		watched.current = inside;
		// Pictures that arrive and a composer that grows change heights without a render.
		observer.current ??= new ResizeObserver(() => latest.current());
		observer.current.disconnect();
		if (!box || !inside) return;
		observer.current.observe(inside);
		observer.current.observe(box);
	});
	useEffect(() => () => observer.current?.disconnect(), []);

	return {
		remember: () => {
			const box = scroller.current;
			if (!box) return true;
			const atEnd = end && below(box) < AT_END_PX;
			// Only a person scrolls upwards; a list that has grown under us is still followed.
			if (atEnd) pinned.current = true;
			else if (!end || box.scrollTop < lastTop.current - 1) pinned.current = false;
			lastTop.current = box.scrollTop;
			const first = [...box.querySelectorAll<HTMLElement>('[data-row]')].find(
				row => topOf(row, box) + row.offsetHeight > 0,
			);
			anchor.current = first ? { key: first.dataset.row ?? '', top: topOf(first, box) } : null;
			return pinned.current;
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

/** How much of the list lies below what is in sight, in px. */
function below(box: HTMLElement): number {
	return box.scrollHeight - box.scrollTop - box.clientHeight;
}

function findRow(box: HTMLElement, key: string): HTMLElement | null {
	return box.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
}

function topOf(row: HTMLElement, box: HTMLElement): number {
	return row.getBoundingClientRect().top - box.getBoundingClientRect().top;
}
