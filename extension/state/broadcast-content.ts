import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastContent } from '../../shared/domain/broadcast.ts';
import type { ChannelType } from '../../shared/domain/channel.ts';
import type { TemplatePreview } from '../../shared/domain/template-preview.ts';
import type { DraftFile } from '../connection/drafts.ts';
import { createTemplateChoice, type TemplateChoice, type TemplateChoiceParts } from './broadcast-template.ts';
import { createSampleUpload, type SampleUpload } from './sample-upload.ts';

export type ContentKind = BroadcastContent['kind'];

/** What a channel type can be sent without an open window. WhatsApp takes templates alone; Telegram knows none. */
const KINDS: Record<ChannelType, readonly ContentKind[]> = {
	whatsapp: ['template'],
	telegram: ['text', 'media', 'quick-reply'],
	instagram: [],
};

/** The channel types that broadcasts go out on. Instagram lets nobody write first, so there is nobody to write to. */
export function takesBroadcasts(type: ChannelType): boolean {
	return KINDS[type].length > 0;
}

/** What a broadcast says on one channel, while it is being written. Each kind keeps what was typed in it. */
export interface ContentForm {
	/** The kinds that the channel takes; empty while none is chosen. */
	readonly kinds: ReadonlySignal<readonly ContentKind[]>;
	readonly kind: ReadonlySignal<ContentKind>;
	readonly template: TemplateChoice;
	readonly text: ReadonlySignal<string>;
	readonly caption: ReadonlySignal<string>;
	readonly quickReplyId: ReadonlySignal<string>;
	/** The stored file of a `media` content; its name is known only to who has just chosen it. */
	readonly file: ReadonlySignal<DraftFile | null>;
	readonly upload: SampleUpload;
	/** Null while nothing is chosen. */
	readonly value: ReadonlySignal<BroadcastContent | null>;
	/** As a phone shows it; null where it cannot be told here. */
	readonly preview: ReadonlySignal<TemplatePreview | null>;
	setChannel(channel: { readonly id: string; readonly type: ChannelType } | null): void;
	setKind(kind: ContentKind): void;
	write(change: { readonly text?: string; readonly caption?: string; readonly quickReplyId?: string }): void;
	removeFile(): void;
	restore(content: BroadcastContent | null): void;
	stop(): void;
}

/** Makes the content of one channel: the broadcast's own, or that of its fallback. */
export function createContentForm(parts: TemplateChoiceParts): ContentForm {
	const { port, onChange } = parts;
	const channelType = signal<ChannelType | null>(null);
	const wanted = signal<ContentKind>('template');
	const text = signal('');
	const caption = signal('');
	const quickReplyId = signal('');
	const file = signal<DraftFile | null>(null);
	const template = createTemplateChoice(parts);
	const upload = createSampleUpload(port, parts.upload, 'telegram', null, stored => {
		file.value = stored;
		onChange();
	});
	const kinds = computed(() => (channelType.value ? KINDS[channelType.value] : []));
	const kind = computed(() =>
		kinds.value.includes(wanted.value) ? wanted.value : (kinds.value[0] ?? wanted.value),
	);
	const value = computed((): BroadcastContent | null => {
		switch (kind.value) {
			case 'template':
				return template.value.value;
			case 'text':
				return text.value.trim() === '' ? null : { kind: 'text', text: text.value };
			case 'media':
				return (
					file.value && {
						kind: 'media',
						mediaId: file.value.mediaId,
						caption: caption.value.trim() === '' ? null : caption.value,
					}
				);
			case 'quick-reply':
				return quickReplyId.value === '' ? null : { kind: 'quick-reply', quickReplyId: quickReplyId.value };
		}
	});
	return {
		kinds,
		kind,
		template,
		text,
		caption,
		quickReplyId,
		file,
		upload,
		value,
		preview: computed(() => {
			if (kind.value === 'template') return template.preview.value;
			if (kind.value === 'text') return plain(text.value);
			return null;
		}),
		setChannel: channel => {
			channelType.value = channel?.type ?? null;
			template.setChannel(channel?.type === 'whatsapp' ? channel.id : null);
		},
		setKind: next => {
			wanted.value = next;
			onChange();
		},
		write: change => {
			if (change.text !== undefined) text.value = change.text;
			if (change.caption !== undefined) caption.value = change.caption;
			if (change.quickReplyId !== undefined) quickReplyId.value = change.quickReplyId;
			onChange();
		},
		removeFile: () => {
			upload.clear();
			file.value = null;
			onChange();
		},
		restore: content => {
			if (content) wanted.value = content.kind;
			template.restore(content?.kind === 'template' ? content : null);
			text.value = content?.kind === 'text' ? content.text : '';
			caption.value = content?.kind === 'media' ? (content.caption ?? '') : '';
			quickReplyId.value = content?.kind === 'quick-reply' ? content.quickReplyId : '';
			upload.clear();
			file.value =
				content?.kind === 'media' ? { mediaId: content.mediaId, filename: '', mimeType: '', size: 0 } : null;
		},
		stop: () => {
			template.stop();
			upload.stop();
		},
	};
}

function plain(body: string): TemplatePreview {
	return { header: null, body, footer: null, buttons: [] };
}
