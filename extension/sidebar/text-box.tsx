import { useLayoutEffect } from 'preact/hooks';
import type { Capabilities } from '../../shared/domain/channel.ts';
import { textLength } from '../../shared/domain/text-parts.ts';
import type { Composer } from '../state/composer.ts';
import styles from './composer.module.css';
import { useSidebar } from './context.ts';
import { PlanNote } from './later.ts';
import { quickKeys } from './quick-keys.ts';

export interface TextBoxProps {
	readonly inputRef: { current: HTMLTextAreaElement | null };
	readonly placeholder: string;
	readonly onFiles: (files: FileList | null | undefined) => boolean;
	readonly onSend: () => void;
}

/** The text of the message, with its keys. While a slash asks for quick replies, some of them are the list's. */
export function TextBox({ inputRef, placeholder, onFiles, onSend }: TextBoxProps) {
	const { composer, conversation, sending, assist } = useSidebar();
	const text = composer.text.value;
	const asking = assist.slash.value !== null;
	const picker = assist.picker.value;
	const listed = asking && picker !== null && picker.found.value.length > 0;
	useLayoutEffect(() => {
		const box = inputRef.current;
		if (!box) return;
		box.style.height = 'auto';
		box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
	}, [text]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.isComposing) return;
		if (asking && quickKeys.handle?.(event)) {
			event.preventDefault();
			return;
		}
		if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
			event.preventDefault();
			if (!event.ctrlKey && !event.metaKey && assist.holdsEnter(text)) return;
			if (!event.repeat) onSend();
		} else if (event.key === 'ArrowUp' && text === '' && !composer.replyTo.peek()) {
			const last = conversation.messages.peek().findLast(message => message.direction === 'inbound');
			if (!last) return;
			event.preventDefault();
			composer.reply(last);
		}
	};
	return (
		<>
			<textarea
				ref={inputRef}
				class={styles.input}
				rows={1}
				dir="auto"
				value={text}
				placeholder={placeholder}
				aria-label={placeholder}
				aria-autocomplete="list"
				aria-controls={listed ? 'quick-replies' : undefined}
				aria-activedescendant={listed ? `quick-reply-${picker.active.value}` : undefined}
				data-test="composer-input"
				onInput={event => {
					const { value, selectionStart } = event.currentTarget;
					composer.write(value);
					assist.follow(value, selectionStart);
				}}
				onKeyUp={event => assist.follow(event.currentTarget.value, event.currentTarget.selectionStart)}
				onClick={event => assist.follow(event.currentTarget.value, event.currentTarget.selectionStart)}
				onKeyDown={onKeyDown}
				onPaste={event => {
					if (onFiles(event.clipboardData?.files)) event.preventDefault();
				}}
			/>
			{isLong(text, sending.capabilities.value, composer) && <PlanNote />}
		</>
	);
}

/** Near the end of what one message holds, or with words that do not go with their file. */
function isLong(text: string, capabilities: Capabilities | null, { plan, attaching }: Composer): boolean {
	if (!capabilities || text.trim() === '') return false;
	const { textMax, textUnit } = capabilities;
	const follows = attaching.current.value !== null && plan.value?.caption === null;
	return follows || textLength(text, textUnit) > textMax * 0.9;
}
