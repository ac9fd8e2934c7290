import { type ReadonlySignal, signal } from '@preact/signals';
import type { Capabilities, MediaKind } from '../../shared/domain/channel.ts';
import { mediaKindFor } from '../../shared/domain/channel.ts';
import { OPEN_OUTLOOK } from '../../shared/domain/send-outlook.ts';
import { checkSend } from '../../shared/domain/send-rules.ts';
import type { DraftFile } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import type { Sending } from './sending.ts';

/** The one file of a draft, on its way to the relay or there. */
export interface Attachment {
	readonly filename: string;
	readonly mimeType: string;
	readonly size: number;
	readonly mediaKind: MediaKind | null;
	/** `refused`: it can never go out so. `failed`: the upload can be tried again. */
	readonly state: 'uploading' | 'ready' | 'failed' | 'refused';
	/** 0 to 1. */
	readonly progress: number;
	readonly mediaId: string | null;
	/** Why it is refused or failed, for a person. */
	readonly problem: string | null;
	/** The file itself, for a preview; null after a reload. */
	readonly file: File | null;
}

/** Takes a file, checks it before a byte goes, and brings it to the relay. */
export interface Attaching {
	readonly current: ReadonlySignal<Attachment | null>;
	/** Takes this file in the place of any before. */
	attach(file: File): Promise<void>;
	/** Takes up a file that is on the relay already. */
	restore(file: DraftFile): void;
	retry(): Promise<void>;
	/** Stops an upload and forgets the file. */
	clear(): void;
}

/** Makes the attachment of one composer, or of one place that takes only files of one kind. */
export function createAttaching(
	port: Pick<RelayPort, 'call'>,
	sending: Pick<Sending, 'capabilities'>,
	upload: Upload,
	kind: MediaKind | null = null,
): Attaching {
	const current = signal<Attachment | null>(null);
	let stop = new AbortController();

	const bring = async (file: File) => {
		const mine = new AbortController();
		stop = mine;
		const update = (change: Partial<Attachment>) => {
			if (stop === mine && current.value) current.value = { ...current.value, ...change };
		};
		const ticket = await port.call('media:ticket', {});
		if (stop !== mine) return;
		if (!ticket.ok) return update({ state: 'failed', problem: ticket.error.message });
		const done = await upload(ticket.value.uploadUrl, file, progress => update({ progress }), mine.signal);
		if (done.ok) update({ state: 'ready', progress: 1, mediaId: done.value.mediaId });
		else update({ state: 'failed', problem: done.error.message });
	};

	return {
		current,
		attach: async file => {
			stop.abort();
			const attachment = examine(file, sending.capabilities.peek(), kind);
			current.value = attachment;
			if (attachment.state === 'uploading') await bring(file);
		},
		restore: ({ mediaId, mimeType, filename, size, voice }) => {
			stop.abort();
			stop = new AbortController();
			const capabilities = sending.capabilities.peek();
			const fitting = capabilities ? mediaKindFor(capabilities, mimeType, size) : null;
			const mediaKind = voice ? 'voice' : fitting;
			current.value = {
				filename,
				mimeType,
				size,
				mediaKind,
				state: 'ready',
				progress: 1,
				mediaId,
				problem: null,
				file: null,
			};
		},
		retry: async () => {
			const file = current.value?.file;
			if (!file || !current.value) return;
			current.value = { ...current.value, state: 'uploading', progress: 0, problem: null };
			await bring(file);
		},
		clear: () => {
			stop.abort();
			stop = new AbortController();
			current.value = null;
		},
	};
}

/** What is kept of a file that is on the relay; null while it is not. */
export function fileOf(attachment: Attachment | null): DraftFile | null {
	if (!attachment?.mediaId) return null;
	const { mediaId, mimeType, filename, size, mediaKind } = attachment;
	return { mediaId, mimeType, filename, size, ...(mediaKind === 'voice' && { voice: true }) };
}

function examine(file: File, capabilities: Capabilities | null, kind: MediaKind | null): Attachment {
	const mimeType = file.type || 'application/octet-stream';
	const fitting = capabilities ? mediaKindFor(capabilities, mimeType, file.size) : null;
	// A file that fits nowhere is asked about as what it would be were it smaller, else as a document, the widest kind: the
	// rule says why it does not go.
	const mediaKind =
		kind ?? fitting ?? ((capabilities && mediaKindFor(capabilities, mimeType, 0)) || 'document');
	// Only the file counts here: whether anything may go now is the composer's matter.
	const verdict =
		capabilities &&
		checkSend({
			capabilities,
			window: { state: 'unlimited' },
			channelState: 'active',
			reachable: true,
			begun: true,
			outlook: OPEN_OUTLOOK,
			now: 0,
			outgoing: { kind: 'media', mediaKind, mimeType, size: file.size, caption: null },
		});
	const refused = verdict?.allowed === false ? verdict.message : null;
	return {
		filename: file.name,
		mimeType,
		size: file.size,
		mediaKind,
		state: refused === null ? 'uploading' : 'refused',
		progress: 0,
		mediaId: null,
		problem: refused,
		file,
	};
}
