import { Braces, LayoutTemplate, Paperclip, SendHorizontal, Slash, Smile } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { insertText } from '../ui/insert-text.ts';
import { t } from '../ui/text.ts';
import { AttachmentStrip } from './attachment-strip.tsx';
import styles from './composer.module.css';
import { useSidebar } from './context.ts';
import { CostNote, EmojiPanel, MissingStrip, QuickPanel, SendNotes, VariablePanel } from './later.ts';
import { NewerMessage } from './newer-message.tsx';
import { ReplyStrip } from './reply-strip.tsx';
import { TextBox } from './text-box.tsx';
import { WindowClosed } from './window-closed.tsx';

/** What can be done now: write, or choose a template, or neither and why. A draft outlives all of it. */
export function Composer() {
	const { sending } = useSidebar();
	const channel = sending.channel.value;
	const { text, template, marketing } = sending.prospect.value;
	if (channel?.state === 'off') return <p class={styles.note}>{t('channel_off')}</p>;
	// What is not known yet keeps nobody from writing.
	const writes = text.allowed || text.refusal === 'not-supported';
	const byTemplate = !text.allowed && text.refusal === 'window-closed' && template.allowed;
	const quiet = text.allowed && text.warnings.length === 0;
	return (
		<footer class={styles.composer}>
			<NewerMessage />
			{channel?.state === 'paused' && channel.problem && <p class={styles.note}>{channel.problem}</p>}
			{!((quiet || byTemplate) && marketing.allowed) && <SendNotes />}
			{byTemplate && <WindowClosed />}
			{writes && <Writing />}
		</footer>
	);
}

function Writing() {
	const { composer, conversation, templates, sending, assist, outlook } = useSidebar();
	const [dragging, setDragging] = useState(false);
	const files = useRef<HTMLInputElement>(null);
	const name = conversation.target.value?.name ?? '';
	const input = useRef<HTMLTextAreaElement>(null);
	const attachment = composer.attaching.current.value;
	const empty = composer.text.value.trim() === '' && !attachment;
	const cost = outlook.value.value.prices.service;

	const attach = (list: FileList | null | undefined): boolean => {
		const file = list?.[0];
		if (file) void composer.attaching.attach(file);
		return file !== undefined;
	};
	const send = () => {
		composer.send();
		if (composer.unfilled.peek()) document.querySelector<HTMLElement>('[data-missing] input')?.focus();
		else input.current?.focus();
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
			{assist.slash.value && <QuickPanel input={input} />}
			<ReplyStrip />
			<AttachmentStrip />
			{composer.unfilled.value && <MissingStrip input={input} />}
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
			{cost && cost.amount !== 0 && (
				<p class={styles.cost}>
					<CostNote cost={cost} />
				</p>
			)}
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
				<IconButton
					icon={Slash}
					label={t('quick_reply_choose')}
					test="quick-reply-open"
					onClick={() => input.current && insertText(input.current, slashFor(input.current))}
				/>
				<Variables input={input} />
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
					disabled={empty || composer.waitsForFile.value || composer.unfilled.value}
					onClick={send}
				/>
			</div>
		</div>
	);
}

/** A slash counts at the beginning or behind a space. */
function slashFor(box: HTMLTextAreaElement): string {
	const before = box.value.slice(0, box.selectionStart);
	return before === '' || /\s$/.test(before) ? '/' : ' /';
}

interface PanelProps {
	readonly input: { current: HTMLTextAreaElement | null };
}

function Variables({ input }: PanelProps) {
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	return (
		<>
			<IconButton
				icon={Braces}
				label={t('variable_choose')}
				buttonRef={anchor}
				test="variable-open"
				onClick={() => setOpen(true)}
			/>
			{open && anchor.current && (
				<VariablePanel
					anchor={anchor.current}
					onChoose={value => input.current && insertText(input.current, value)}
					onClose={() => setOpen(false)}
				/>
			)}
		</>
	);
}

function Emoji({ input }: PanelProps) {
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
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
				<EmojiPanel
					anchor={anchor.current}
					onChoose={emoji => input.current && insertText(input.current, emoji)}
					onClose={() => setOpen(false)}
				/>
			)}
		</>
	);
}
