import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { QuickReplyView } from '../../shared/contract/sending-views.ts';
import type { DraftFile } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { createSampleUpload, type SampleUpload } from './sample-upload.ts';

export type QuickReplyType = QuickReplyView['type'];
export const QUICK_REPLY_TYPES: readonly QuickReplyType[] = ['text', 'image', 'video', 'document', 'audio'];

export interface QuickReplyValues {
	readonly name: string;
	readonly description: string;
	readonly type: QuickReplyType;
	/** The text, or the file's caption. */
	readonly text: string;
	/** Whether the file has a caption. What is shown must be filled. */
	readonly caption: boolean;
	/** Null: for all channels. */
	readonly channelId: string | null;
}

export type QuickReplyField = 'name' | 'text' | 'mediaId';
/** One of our own words for what is wrong, or the relay's sentence. */
export type QuickReplyErrors = Readonly<
	Partial<Record<QuickReplyField, { readonly own: 'required' } | { readonly said: string }>>
>;

/** A quick reply that is being written. Nothing in it is lost by a refused save. */
export interface QuickReplyForm {
	readonly isNew: boolean;
	readonly values: ReadonlySignal<QuickReplyValues>;
	/** The stored file; null while there is none. */
	readonly file: ReadonlySignal<DraftFile | null>;
	/** The file on its way; null for a text. */
	readonly uploading: ReadonlySignal<SampleUpload | null>;
	readonly errors: ReadonlySignal<QuickReplyErrors>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	/** True where words can stand: not beside audio. */
	readonly takesText: ReadonlySignal<boolean>;
	write(change: Partial<QuickReplyValues>): void;
	setType(type: QuickReplyType): void;
	removeFile(): void;
	save(): Promise<boolean>;
	stop(): void;
}

export interface QuickReplyFormParts {
	readonly port: Pick<RelayPort, 'call'>;
	readonly upload: Upload;
	readonly quickReplyId: string;
	/** What is changed; null for a new one. */
	readonly kept: QuickReplyView | null;
	readonly channelId: string | null;
}

/** Makes the form of one quick reply. */
export function createQuickReplyForm(parts: QuickReplyFormParts): QuickReplyForm {
	const { port, upload, quickReplyId, kept } = parts;
	const start: QuickReplyValues = kept
		? {
				name: kept.name,
				description: kept.description,
				type: kept.type,
				text: kept.text,
				caption: kept.type !== 'text' && kept.text !== '',
				channelId: kept.channelId,
			}
		: { name: '', description: '', type: 'text', text: '', caption: false, channelId: parts.channelId };
	const values = signal(start);
	const file = signal<DraftFile | null>(
		kept?.media ? { ...kept.media, filename: kept.media.filename ?? '' } : null,
	);
	const errors = signal<QuickReplyErrors>({});
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const changed = signal(false);
	const uploading = signal<SampleUpload | null>(null);
	const takesText = computed(() => values.value.type !== 'audio');

	const clear = (field: QuickReplyField) => {
		const { [field]: _, ...others } = errors.peek();
		errors.value = others;
	};
	const beginUpload = (type: QuickReplyType) => {
		uploading.peek()?.stop();
		uploading.value =
			type === 'text'
				? null
				: createSampleUpload(port, upload, 'whatsapp', type, stored => {
						file.value = stored;
						changed.value = true;
						clear('mediaId');
					});
	};
	beginUpload(start.type);

	/** What is shown and not filled. */
	const missing = (): QuickReplyErrors => {
		const { name, type, text, caption } = values.peek();
		const shown = type === 'text' || (caption && takesText.peek());
		return {
			...(name.trim() === '' && { name: { own: 'required' as const } }),
			...(shown && text.trim() === '' && { text: { own: 'required' as const } }),
			...(type !== 'text' && file.peek() === null && { mediaId: { own: 'required' as const } }),
		};
	};

	return {
		isNew: kept === null,
		values,
		file,
		uploading,
		errors,
		problem,
		dirty: changed,
		busy,
		takesText,
		write: change => {
			values.value = { ...values.value, ...change };
			changed.value = true;
			if (change.name !== undefined) clear('name');
			if (change.text !== undefined || change.caption !== undefined) clear('text');
		},
		setType: type => {
			if (type === values.peek().type) return;
			values.value = { ...values.value, type };
			file.value = null;
			errors.value = {};
			changed.value = true;
			beginUpload(type);
		},
		removeFile: () => {
			uploading.peek()?.clear();
			file.value = null;
			changed.value = true;
		},
		save: async () => {
			if (busy.peek()) return false;
			problem.value = null;
			errors.value = missing();
			if (Object.keys(errors.peek()).length > 0) return false;
			busy.value = true;
			const { name, description, type, text, caption, channelId } = values.peek();
			const words = type === 'text' || (caption && takesText.peek()) ? text : '';
			const answer = await port.call('quick-reply:save', {
				quickReplyId,
				name,
				description,
				type,
				text: words,
				mediaId: type === 'text' ? null : (file.peek()?.mediaId ?? null),
				channelId,
			});
			busy.value = false;
			if (answer.ok) {
				changed.value = false;
				return true;
			}
			problem.value = answer.error;
			errors.value = said(answer.error.fields ?? {});
			return false;
		},
		stop: () => uploading.peek()?.stop(),
	};
}

function said(fields: Readonly<Record<string, string>>): QuickReplyErrors {
	const found: Partial<Record<QuickReplyField, { readonly said: string }>> = {};
	for (const [field, words] of Object.entries(fields))
		if (field === 'name' || field === 'text' || field === 'mediaId') found[field] = { said: words };
	return found;
}
