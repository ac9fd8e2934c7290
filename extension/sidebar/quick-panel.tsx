import { FileText, Image, Music, RotateCw, Video } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import type { FoundReply } from '../state/quick-picker.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { insertText } from '../ui/insert-text.ts';
import { useLayer } from '../ui/layers.ts';
import { plural, t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import { quickKeys } from './quick-keys.ts';
import styles from './quick-panel.module.css';

export interface QuickPanelProps {
	readonly input: { current: HTMLTextAreaElement | null };
}

/** The quick replies that fit what is typed behind the slash: arrows walk, Enter takes, Escape closes. */
export function QuickPanel({ input }: QuickPanelProps) {
	const { assist, composer, link, port } = useSidebar();
	const list = useRef<HTMLDivElement>(null);
	const picker = assist.picker.value;
	useLayer(true, assist.dismiss);
	const found = picker?.found.value ?? [];
	const active = picker?.active.value ?? 0;

	const take = (one: FoundReply | undefined): boolean => {
		const slash = assist.slash.peek();
		const box = input.current;
		if (!one || one.problem !== null || !slash || !box) return false;
		if (one.file) composer.attaching.restore(one.file);
		insertText(box, one.text, slash);
		composer.useQuickReply(one.quickReply.id);
		return true;
	};
	useEffect(() => {
		quickKeys.handle = event => {
			if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || found.length === 0)
				return false;
			if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
				picker?.move(event.key === 'ArrowDown' ? 1 : -1);
			else if (event.key === 'Enter' || event.key === 'Tab') return take(found[active]);
			else return false;
			return true;
		};
		list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
		return () => {
			quickKeys.handle = null;
		};
	});
	return (
		<section class={styles.panel} aria-label={t('nav_quick_replies')} data-test="quick-panel">
			{found.length > 0 ? (
				<div
					ref={list}
					id="quick-replies"
					class={styles.list}
					role="listbox"
					aria-label={t('nav_quick_replies')}
				>
					{found.map((one, index) => (
						<Option
							key={one.quickReply.id}
							one={one}
							index={index}
							active={index === active}
							onTake={() => take(one)}
						/>
					))}
				</div>
			) : (
				<Nothing />
			)}
			{link.may('quick-replies:edit') && (
				<p class={styles.foot}>
					<Button look="link" onClick={() => port.openSettings('quick-replies')}>
						{t('quick_replies_manage')}
					</Button>
				</p>
			)}
		</section>
	);
}

const ICONS = { image: Image, video: Video, document: FileText, audio: Music } as const;

interface OptionProps {
	readonly one: FoundReply;
	readonly index: number;
	readonly active: boolean;
	readonly onTake: () => void;
}

function Option({ one, index, active, onTake }: OptionProps) {
	const { quickReply, text, missing, problem } = one;
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's, which keeps the focus
		<div
			id={`quick-reply-${index}`}
			class={styles.option}
			role="option"
			tabIndex={-1}
			aria-selected={active}
			aria-disabled={problem !== null}
			data-test="quick-reply-option"
			data-id={quickReply.id}
			// The text box keeps the focus, and the slash its place.
			onPointerDown={event => event.preventDefault()}
			onClick={onTake}
		>
			<span class={styles.name}>
				{quickReply.type !== 'text' && <Icon node={ICONS[quickReply.type]} size={14} />}
				{quickReply.name}
				{quickReply.description && <span class={styles.quiet}>{quickReply.description}</span>}
			</span>
			<span class={styles.text}>{text || quickReply.media?.filename}</span>
			{problem !== null && <span class={styles.problem}>{problem}</span>}
			{missing.length > 0 && <span class={styles.missing}>{plural('values_missing', missing.length)}</span>}
		</div>
	);
}

function Nothing() {
	const { assist } = useSidebar();
	const picker = assist.picker.value;
	const { value, problem } = picker?.loaded.value ?? { value: null, problem: null };
	if (value === null && problem) {
		return (
			<p class={styles.none} role="alert">
				{t('quick_replies_failed')}. {problem.code === 'offline' ? t('open_offline') : problem.message}{' '}
				<Button look="link" icon={RotateCw} onClick={() => picker?.load()}>
					{t('try_again')}
				</Button>
			</p>
		);
	}
	if (value === null) return <p class={styles.none}>{t('loading')}</p>;
	return (
		<p class={styles.none}>{t(value.length === 0 ? 'quick_replies_empty' : 'quick_replies_none_found')}</p>
	);
}
