/** What a browser records, and what is made of it for the channel. */
export interface RecordingPlan {
	/** For `MediaRecorder`; null: what the browser chooses. */
	readonly record: string | null;
	readonly convert: 'keep' | 'to-ogg' | 'to-wav';
	/** MIME type of the result, without parameters. */
	readonly mimeType: string;
}

const OGG = 'audio/ogg;codecs=opus';
const WEBM = 'audio/webm;codecs=opus';
const MP4 = 'audio/mp4;codecs=mp4a.40.2';

/**
 * The best way from this browser to this channel: as it is recorded, else Opus put into Ogg, else plain sound. Null when the
 * channel plays nothing that can be made here.
 */
export function planRecording(
	accepted: readonly string[],
	records: (mimeType: string) => boolean,
): RecordingPlan | null {
	const plays = (mimeType: string) => accepted.includes(mimeType);
	if (plays('audio/ogg')) {
		if (records(OGG)) return { record: OGG, convert: 'keep', mimeType: 'audio/ogg' };
		if (records(WEBM)) return { record: WEBM, convert: 'to-ogg', mimeType: 'audio/ogg' };
	}
	if (plays('audio/mp4') && records(MP4)) return { record: MP4, convert: 'keep', mimeType: 'audio/mp4' };
	return plays('audio/wav') ? { record: null, convert: 'to-wav', mimeType: 'audio/wav' } : null;
}
