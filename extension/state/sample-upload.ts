import { effect, signal } from '@preact/signals';
import { capabilitiesOf } from '../../shared/domain/capabilities.ts';
import type { ChannelType, MediaKind } from '../../shared/domain/channel.ts';
import type { DraftFile } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { type Attaching, createAttaching } from './attachment.ts';

/** A file on its way to the relay; `onStored` hears its id there once. */
export interface SampleUpload extends Attaching {
	stop(): void;
}

/** Brings a file of one kind (null: of any) to the relay under the rules of a channel's network, and tells when it is there. */
export function createSampleUpload(
	port: Pick<RelayPort, 'call'>,
	upload: Upload,
	channelType: ChannelType,
	kind: MediaKind | null,
	onStored: (file: DraftFile) => void,
): SampleUpload {
	const attaching = createAttaching(
		port,
		{ capabilities: signal(capabilitiesOf(channelType)) },
		upload,
		kind,
	);
	let told: string | null = null;
	const stop = effect(() => {
		const file = attaching.current.value;
		if (file?.state !== 'ready' || file.mediaId === null || file.mediaId === told) return;
		told = file.mediaId;
		const { mediaId, filename, mimeType, size } = file;
		onStored({ mediaId, filename, mimeType, size });
	});
	return {
		...attaching,
		stop: () => {
			stop();
			attaching.clear();
		},
	};
}
