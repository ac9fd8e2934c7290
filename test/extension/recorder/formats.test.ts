import {
	BlobSource,
	BufferTarget,
	EncodedAudioPacketSource,
	EncodedPacket,
	Input,
	OGG,
	Output,
	WebMOutputFormat,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { planRecording } from '../../../extension/recorder/formats.ts';
import { toOgg } from '../../../extension/recorder/to-ogg.ts';
import { toWav } from '../../../extension/recorder/wav.ts';
import { wishIn } from '../../../extension/recorder/wish.ts';
import { capabilitiesOf } from '../../../shared/domain/capabilities.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';

const plays = (type: ChannelType) => capabilitiesOf(type).media.voice?.mimeTypes ?? [];
const chromium = (mimeType: string) => mimeType.startsWith('audio/webm');
const firefox = (mimeType: string) => !mimeType.startsWith('audio/mp4');

describe('planRecording', () => {
	it('makes what each channel plays of what each browser records', () => {
		expect(planRecording(plays('whatsapp'), chromium)?.convert).toBe('to-ogg');
		expect(planRecording(plays('whatsapp'), firefox)?.convert).toBe('keep');
		expect(planRecording(plays('telegram'), chromium)?.mimeType).toBe('audio/ogg');
		expect(planRecording(plays('instagram'), chromium)).toMatchObject({
			convert: 'to-wav',
			mimeType: 'audio/wav',
		});
	});

	it('makes nothing where the channel plays nothing of it', () => {
		expect(planRecording(['audio/ogg'], () => false)).toBeNull();
	});
});

/** Opus frames of silence of 20 ms each, in a WebM file as Chromium records one. */
async function webm(frames: number): Promise<Blob> {
	const target = new BufferTarget();
	const output = new Output({ format: new WebMOutputFormat(), target });
	const source = new EncodedAudioPacketSource('opus');
	output.addAudioTrack(source);
	await output.start();
	const head = new Uint8Array([79, 112, 117, 115, 72, 101, 97, 100, 1, 1, 56, 1, 128, 187, 0, 0, 0, 0, 0]);
	for (let index = 0; index < frames; index++) {
		const packet = new EncodedPacket(new Uint8Array([0xf8, 0xff, 0xfe]), 'key', index * 0.02, 0.02);
		await source.add(packet, {
			decoderConfig: { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000, description: head },
		});
	}
	await output.finalize();
	return new Blob([target.buffer ?? new ArrayBuffer(0)], { type: 'audio/webm' });
}

describe('toOgg', () => {
	it('keeps the sound: Opus, one channel, the same length', async () => {
		const ogg = await toOgg(await webm(100));
		expect(ogg.type).toBe('audio/ogg');
		const input = new Input({ source: new BlobSource(ogg), formats: [OGG] });
		const track = await input.getPrimaryAudioTrack();
		expect(await track?.getCodec()).toBe('opus');
		expect(await track?.getNumberOfChannels()).toBe(1);
		expect(await input.computeDuration()).toBeCloseTo(2, 1);
	});

	it('refuses what is no recording', async () => {
		await expect(toOgg(new Blob(['not a film']))).rejects.toThrow();
	});
});

describe('toWav', () => {
	it('writes 16 bits in one channel', async () => {
		const bytes = new DataView(await toWav(new Float32Array([0, 1, -1, 2]), 24_000).arrayBuffer());
		expect(bytes.byteLength).toBe(44 + 8);
		expect(bytes.getUint16(22, true)).toBe(1);
		expect(bytes.getUint32(24, true)).toBe(24_000);
		expect([0, 1, 2, 3].map(at => bytes.getInt16(44 + at * 2, true))).toEqual([0, 32767, -32768, 32767]);
	});
});

describe('wishIn', () => {
	it('reads what the background wrote, and nothing else', () => {
		const wish = { mimeTypes: ['audio/ogg'], maxBytes: 1, name: 'Ann & Bo', draftKey: 'c:1' };
		expect(wishIn(`#nonce&${encodeURIComponent(JSON.stringify(wish))}`)).toEqual(wish);
		expect(wishIn('#nonce')).toBeNull();
		expect(wishIn('#nonce&{')).toBeNull();
	});
});
