import {
	BlobSource,
	BufferTarget,
	EncodedAudioPacketSource,
	EncodedPacketSink,
	Input,
	OggOutputFormat,
	Output,
	WEBM,
} from 'mediabunny';

/**
 * Puts Opus out of a WebM file into an Ogg file. Nothing is encoded anew: the sound stays as it was recorded. Throws when the
 * file holds no Opus.
 */
export async function toOgg(webm: Blob): Promise<Blob> {
	const input = new Input({ source: new BlobSource(webm), formats: [WEBM] });
	const track = await input.getPrimaryAudioTrack();
	const decoderConfig = await track?.getDecoderConfig();
	if (!track || !decoderConfig?.codec.startsWith('opus')) throw new Error('The recording holds no Opus.');
	const target = new BufferTarget();
	const output = new Output({ format: new OggOutputFormat(), target });
	const source = new EncodedAudioPacketSource('opus');
	output.addAudioTrack(source);
	await output.start();
	for await (const packet of new EncodedPacketSink(track).packets())
		await source.add(packet, { decoderConfig });
	source.close();
	await output.finalize();
	if (!target.buffer) throw new Error('Nothing came of the conversion.');
	return new Blob([target.buffer], { type: 'audio/ogg' });
}
