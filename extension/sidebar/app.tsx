import { RotateCw } from 'lucide';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { EmptyState } from '../ui/empty-state.tsx';
import { listenForEscape } from '../ui/layers.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import styles from './app.module.css';
import { ConnectionLine } from './connection-line.tsx';
import { useSidebar } from './context.ts';
import { ConversationPane } from './conversation-pane.tsx';
import { Header } from './header.tsx';
import { FoldedStrip, KeysDialog, NoAccess } from './later.ts';
import { ResizeHandle } from './resize-handle.tsx';

/** The whole sidebar. It shows nothing of anybody until the background has confirmed where it stands. */
export function App() {
	const { link, port } = useSidebar();
	// In every state, and at once: the page gives the keyboard to the sidebar as soon as it is there.
	useLayoutEffect(() => listenForEscape(document, () => port.toPage({ kind: 'close' })), []);
	const connection = link.connection.value;
	// Its text is here: when the extension was replaced, no more of its code can be fetched.
	if (link.invalidated.value) {
		return (
			<main class={styles.app} data-test="sidebar">
				<EmptyState alone icon={RotateCw} title={t('invalidated_title')} test="invalidated">
					{t('invalidated_text')}
				</EmptyState>
			</main>
		);
	}
	if (link.notConfirmed.value || connection?.state === 'unpaired') {
		return (
			<main class={styles.app} data-test="sidebar">
				<NoAccess />
			</main>
		);
	}
	if (!connection) {
		return (
			<main class={styles.app} data-test="sidebar">
				<Skeleton />
			</main>
		);
	}
	return <Confirmed />;
}

function Confirmed() {
	const { reading, templates, conversation, clock } = useSidebar();
	const [keys, setKeys] = useState(false);
	// Few ever fold it: its strip is loaded when there is no room for more.
	const [folded, setFolded] = useState(false);
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.altKey && event.code === 'KeyT' && conversation.target.peek()) {
				event.preventDefault();
				templates.open();
			} else if (event.key === '?' && !isTyping(event.target)) {
				event.preventDefault();
				setKeys(true);
			}
		};
		const onFocus = () => reading.setFocused(document.hasFocus());
		const onShown = () => {
			clock.refresh();
			onFocus();
		};
		const onResize = () => setFolded(innerWidth < 320);
		onResize();
		onFocus();
		window.addEventListener('resize', onResize);
		document.addEventListener('keydown', onKey);
		document.addEventListener('visibilitychange', onShown);
		window.addEventListener('focus', onShown);
		window.addEventListener('blur', onFocus);
		return () => {
			window.removeEventListener('resize', onResize);
			document.removeEventListener('keydown', onKey);
			document.removeEventListener('visibilitychange', onShown);
			window.removeEventListener('focus', onShown);
			window.removeEventListener('blur', onFocus);
		};
	}, []);
	return (
		<>
			<main class={styles.app} data-test="sidebar">
				<ResizeHandle />
				<Header onKeys={() => setKeys(true)} />
				<ConnectionLine />
				<ConversationPane />
				{keys && <KeysDialog onClose={() => setKeys(false)} />}
			</main>
			{folded && <FoldedStrip />}
		</>
	);
}

function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
