import { planRecording } from './formats.ts';
import { toWav } from './wav.ts';

/** Why nothing can be recorded. */
export type RecordingProblem =
	| 'denied'
	| 'no-microphone'
	| 'in-use'
	| 'not-supported'
	| 'cannot-convert'
	| 'empty';

/** Thrown with what a person is told about. */
export class RecordingError extends Error {
	override readonly name = 'RecordingError';
	readonly problem: RecordingProblem;
	constructor(problem: RecordingProblem, cause?: unknown) {
		super(problem, { cause });
		this.problem = problem;
	}
}

/** A recording that is under way. */
export interface RunningRecording {
	/** How loud it is now, from 0 to 1. */
	level(): number;
	/** Ends it, and gives the file that the channel plays. Throws `RecordingError`. */
	finish(): Promise<File>;
	/** Ends it and lets go of the microphone. */
	cancel(): void;
}

/** Begins to record; asks for the microphone. Throws `RecordingError`. */
export type StartRecording = (accepted: readonly string[]) => Promise<RunningRecording>;

/** Enough for speech; half the size of what music needs. */
const WAV_RATE = 24_000;
const BITS_PER_SECOND = 32_000;
const ENDINGS: Readonly<Record<string, string>> = {
	'audio/ogg': 'ogg',
	'audio/mp4': 'm4a',
	'audio/wav': 'wav',
};

/** By the browser's own recorder, in one channel of sound. */
export const startRecording: StartRecording = async accepted => {
	const records = (mimeType: string) => MediaRecorder.isTypeSupported(mimeType);
	const plan = planRecording(accepted, records);
	if (!plan) throw new RecordingError('not-supported');
	const microphone = await openMicrophone();
	const sound = new AudioContext();
	const source = sound.createMediaStreamSource(microphone);
	const mono = new MediaStreamAudioDestinationNode(sound, { channelCount: 1, channelCountMode: 'explicit' });
	const meter = new AnalyserNode(sound, { fftSize: 512 });
	source.connect(mono);
	source.connect(meter);
	const recorder = new MediaRecorder(mono.stream, {
		...(plan.record !== null && { mimeType: plan.record }),
		audioBitsPerSecond: BITS_PER_SECOND,
	});
	const pieces: Blob[] = [];
	recorder.addEventListener('dataavailable', event => pieces.push(event.data));
	const stopped = new Promise<void>(resolve => recorder.addEventListener('stop', () => resolve()));
	recorder.start(1000);

	const letGo = () => {
		for (const track of microphone.getTracks()) track.stop();
		void sound.close();
	};
	const heard = new Float32Array(meter.fftSize);
	return {
		level: () => {
			meter.getFloatTimeDomainData(heard);
			return Math.min(1, Math.max(...heard.map(Math.abs)) * 1.6);
		},
		finish: async () => {
			if (recorder.state !== 'inactive') recorder.stop();
			await stopped;
			letGo();
			const recorded = new Blob(pieces, { type: recorder.mimeType });
			if (recorded.size === 0) throw new RecordingError('empty');
			const file = await convert(recorded, plan.convert);
			return new File([file], `voice.${ENDINGS[plan.mimeType] ?? 'bin'}`, { type: plan.mimeType });
		},
		cancel: () => {
			if (recorder.state !== 'inactive') recorder.stop();
			letGo();
		},
	};
};

async function openMicrophone(): Promise<MediaStream> {
	if (!navigator.mediaDevices) throw new RecordingError('not-supported');
	try {
		return await navigator.mediaDevices.getUserMedia({
			audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
		});
	} catch (error) {
		const name = error instanceof DOMException ? error.name : '';
		if (name === 'NotAllowedError' || name === 'SecurityError') throw new RecordingError('denied', error);
		if (name === 'NotFoundError' || name === 'OverconstrainedError')
			throw new RecordingError('no-microphone', error);
		throw new RecordingError('in-use', error);
	}
}

async function convert(recorded: Blob, how: 'keep' | 'to-ogg' | 'to-wav'): Promise<Blob> {
	if (how === 'keep') return recorded;
	try {
		if (how === 'to-ogg') return await (await import('./to-ogg.ts')).toOgg(recorded);
		const decoder = new OfflineAudioContext(1, 1, WAV_RATE);
		const sound = await decoder.decodeAudioData(await recorded.arrayBuffer());
		return toWav(sound.getChannelData(0), sound.sampleRate);
	} catch (error) {
		throw new RecordingError('cannot-convert', error);
	}
}
