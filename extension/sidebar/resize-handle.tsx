import { useRef } from 'preact/hooks';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './resize-handle.module.css';

const NARROWEST = 320;
const WIDEST = 560;

/** The edge towards the page: drag it, or use the arrow keys. */
export function ResizeHandle() {
	const { port } = useSidebar();
	const drag = useRef<{ readonly x: number; readonly width: number } | null>(null);
	const ask = (width: number) =>
		port.toPage({ kind: 'resize', width: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))) });
	return (
		// biome-ignore lint/a11y/useSemanticElements: a separator that moves is a control, which <hr> is not
		<div
			class={styles.handle}
			role="separator"
			aria-orientation="vertical"
			aria-label={t('resize')}
			aria-valuenow={window.innerWidth}
			aria-valuemin={NARROWEST}
			aria-valuemax={WIDEST}
			tabIndex={0}
			onPointerDown={event => {
				event.currentTarget.setPointerCapture(event.pointerId);
				drag.current = { x: event.screenX, width: window.innerWidth };
			}}
			onPointerMove={event => {
				// The frame moves under the pointer, so only the screen's own measure holds still.
				if (drag.current) ask(drag.current.width + drag.current.x - event.screenX);
			}}
			onPointerUp={() => {
				drag.current = null;
			}}
			onPointerCancel={() => {
				drag.current = null;
			}}
			onKeyDown={event => {
				if (event.key === 'ArrowLeft') ask(window.innerWidth + 20);
				else if (event.key === 'ArrowRight') ask(window.innerWidth - 20);
			}}
		/>
	);
}
