import { Braces, LayoutTemplate, Paperclip, Plus, SendHorizontal, Slash, Smile } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { insertText } from '../ui/insert-text.ts';
import { t } from '../ui/text.ts';
import styles from './composer.module.css';
import { useSidebar } from './context.ts';
import {
	AttachmentStrip,
	CommentStrip,
	CostNote,
	EmojiPanel,
	MissingStrip,
	MorePanel,
	NewerMessage,
	QuickPanel,
	ReplyStrip,
	SendNotes,
	VariablePanel,
	WindowClosed,
} from './later.ts';
import { TextBox } from './text-box.tsx';

/** What can be done now: write, or choose a template, or neither and why. A draft outlives all of it. */
export function Composer() {
	const { sending, acts, composer, channels, conversation } = useSidebar();
	const channel = sending.channel.value;
	const { text, template, marketing } = sending.prospect.value;
	const gone = !channel && channels.all.value && conversation.view.value;
	if (gone || channel?.state === 'off')
		return <p class={styles.note}>{t(gone ? 'channel_removed' : 'channel_off')}</p>;
	// What is not known yet keeps nobody from writing.
	const answersComment = composer.commentReply.current.value !== null;
	const writes = answersComment || text.allowed || text.refusal === 'not-supported';
	const byTemplate = !text.allowed && text.refusal === 'window-closed' && template.allowed;
	const noted = sending.window.value?.state === 'human' || !(text.allowed && text.warnings.length === 0);
	const templates = sending.capabilities.value?.templates === true;
	const notes = (noted && !byTemplate) || (templates && !marketing.allowed);
	return (
		<footer class={styles.composer}>
			{acts.heldBack.value.length > 0 && <NewerMessage />}
			{channel?.state === 'paused' && channel.problem && <p class={styles.note}>{channel.problem}</p>}
			{notes && !answersComment && <SendNotes />}
			{byTemplate && <WindowClosed />}
			{writes && <Writing />}
		</footer>
	);
}

function Writing() {
	const { composer, conversation, templates, sending, assist, outlook } = useSidebar();
	const [dragging, setDragging] = useState(false);
	const [several, setSeveral] = useState(false);
	const files = useRef<HTMLInputElement>(null);
	const name = conversation.name.value;
	const input = useRef<HTMLTextAreaElement>(null);
	const attachment = composer.attaching.current.value;
	const comment = composer.commentReply.current.value;
	const empty = composer.text.value.trim() === '' && (!attachment || comment !== null);
	const cost = outlook.value.value.prices.service;

	const attach = (list: FileList | null | undefined): boolean => {
		const file = comment ? undefined : list?.[0];
		if (file) void composer.attaching.attach(file);
		setSeveral(!!list?.[1]);
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
				// A file that is not taken would be opened by the browser in the sidebar's place.
				if (event.dataTransfer?.files[0]) event.preventDefault();
				attach(event.dataTransfer?.files);
			}}
		>
			{assist.slash.value && <QuickPanel input={input} />}
			{composer.replyTo.value && !comment && <ReplyStrip />}
			{comment && <CommentStrip />}
			{attachment && !comment && <AttachmentStrip several={several} />}
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
				{!comment && (
					<IconButton
						icon={Paperclip}
						label={t('attach')}
						test="attach"
						onClick={() => files.current?.click()}
					/>
				)}
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
				{!comment && <More />}
				<span class={styles.gap} />
				{sending.capabilities.value?.templates && !comment && (
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

/** What a message can be besides a text and a file. */
function More() {
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	return (
		<>
			<IconButton
				icon={Plus}
				label={t('more_open')}
				buttonRef={anchor}
				test="more-open"
				onClick={() => setOpen(true)}
			/>
			{open && anchor.current && <MorePanel anchor={anchor.current} onClose={() => setOpen(false)} />}
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
