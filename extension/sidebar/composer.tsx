import { LayoutTemplate, Paperclip, SendHorizontal, Smile } from 'lucide';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { t } from '../ui/text.ts';
import { AttachmentStrip } from './attachment-strip.tsx';
import styles from './composer.module.css';
import { useSidebar } from './context.ts';
import { EmojiPanel } from './emoji-panel.tsx';
import { NewerMessage } from './newer-message.tsx';
import { ReplyStrip } from './reply-strip.tsx';
import { WindowClosed } from './window-closed.tsx';

/** What can be done now: write, or choose a template. A draft outlives a closed window. */
export function Composer() {
	const { sending } = useSidebar();
	const channel = sending.channel.value;
	if (channel?.state === 'off') return <p class={styles.note}>{t('channel_off')}</p>;
	return (
		<footer class={styles.composer}>
			<NewerMessage />
			{channel?.state === 'paused' && channel.problem && <p class={styles.note}>{channel.problem}</p>}
			{sending.window.value?.state === 'closed' ? <WindowClosed /> : <Writing />}
		</footer>
	);
}

function Writing() {
	const { composer, conversation, templates, sending } = useSidebar();
	const [dragging, setDragging] = useState(false);
	const files = useRef<HTMLInputElement>(null);
	const name = conversation.target.value?.name ?? '';
	const input = useRef<HTMLTextAreaElement>(null);
	const attachment = composer.attaching.current.value;
	const empty = composer.text.value.trim() === '' && !attachment;

	const attach = (list: FileList | null | undefined): boolean => {
		const file = list?.[0];
		if (file) void composer.attaching.attach(file);
		return file !== undefined;
	};
	const send = () => {
		composer.send();
		input.current?.focus();
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to the attach button
		<div
			class={classes(styles.writing, dragging && styles.dragging)}
			onDragOver={event => {
				if (!event.dataTransfer?.types.includes('Files')) return;
				event.preventDefault();
				setDragging(true);
			}}
			onDragLeave={() => setDragging(false)}
			onDrop={event => {
				setDragging(false);
				if (attach(event.dataTransfer?.files)) event.preventDefault();
			}}
		>
			<ReplyStrip />
			<AttachmentStrip />
			{composer.problem.value && (
				<p class={styles.problem} role="alert" data-test="composer-problem">
					{composer.problem.value}
				</p>
			)}
			<TextBox
				inputRef={input}
				placeholder={t('composer_placeholder', { name })}
				onFiles={attach}
				onSend={send}
			/>
			<div class={styles.tools}>
				<IconButton
					icon={Paperclip}
					label={t('attach')}
					test="attach"
					onClick={() => files.current?.click()}
				/>
				<input
					ref={files}
					type="file"
					hidden
					data-test="attach-input"
					onChange={event => {
						attach(event.currentTarget.files);
						// The same file can be chosen again after it was taken off.
						event.currentTarget.value = '';
						input.current?.focus();
					}}
				/>
				<Emoji input={input} />
				<span class={styles.gap} />
				{sending.capabilities.value?.templates && (
					<Button look="quiet" icon={LayoutTemplate} test="choose-template" onClick={templates.open}>
						{t('template')}
					</Button>
				)}
				<IconButton
					icon={SendHorizontal}
					look="primary"
					label={t(composer.waitsForFile.value ? 'sends_after_upload' : 'send')}
					test="send"
					disabled={empty || composer.waitsForFile.value}
					onClick={send}
				/>
			</div>
		</div>
	);
}

interface TextBoxProps {
	readonly inputRef: { current: HTMLTextAreaElement | null };
	readonly placeholder: string;
	readonly onFiles: (files: FileList | null | undefined) => boolean;
	readonly onSend: () => void;
}

function TextBox({ inputRef, placeholder, onFiles, onSend }: TextBoxProps) {
	const { composer, conversation, sending } = useSidebar();
	const text = composer.text.value;
	const max = sending.capabilities.value?.textMax ?? 0;
	useLayoutEffect(() => {
		const box = inputRef.current;
		if (!box) return;
		box.style.height = 'auto';
		box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
	}, [text]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.isComposing) return;
		if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
			event.preventDefault();
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
				data-test="composer-input"
				onInput={event => composer.write(event.currentTarget.value)}
				onKeyDown={onKeyDown}
				onPaste={event => {
					if (onFiles(event.clipboardData?.files)) event.preventDefault();
				}}
			/>
			{max > 0 && text.length > max * 0.9 && (
				<p class={text.length > max ? styles.over : styles.count}>
					{text.length} / {max}
				</p>
			)}
		</>
	);
}

function Emoji({ input }: { readonly input: { current: HTMLTextAreaElement | null } }) {
	const { composer } = useSidebar();
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	const insert = (emoji: string) => {
		const box = input.current;
		const text = composer.text.peek();
		const from = box?.selectionStart ?? text.length;
		const to = box?.selectionEnd ?? text.length;
		composer.write(text.slice(0, from) + emoji + text.slice(to));
		requestAnimationFrame(() => {
			box?.focus();
			box?.setSelectionRange(from + emoji.length, from + emoji.length);
		});
	};
	return (
		<>
			<IconButton
				icon={Smile}
				label={t('emoji')}
				buttonRef={anchor}
				test="emoji-open"
				onClick={() => setOpen(true)}
			/>
			{open && anchor.current && (
				<EmojiPanel anchor={anchor.current} onChoose={insert} onClose={() => setOpen(false)} />
			)}
		</>
	);
}
