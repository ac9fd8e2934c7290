/** Sound as 16-bit PCM in one channel, as every program plays it. `samples` are from -1 to 1. */
export function toWav(samples: Float32Array, sampleRate: number): Blob {
	const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2));
	const word = (at: number, text: string) => {
		for (let index = 0; index < text.length; index++) bytes.setUint8(at + index, text.charCodeAt(index));
	};
	word(0, 'RIFF');
	bytes.setUint32(4, 36 + samples.length * 2, true);
	word(8, 'WAVEfmt ');
	bytes.setUint32(16, 16, true);
	bytes.setUint16(20, 1, true);
	bytes.setUint16(22, 1, true);
	bytes.setUint32(24, sampleRate, true);
	bytes.setUint32(28, sampleRate * 2, true);
	bytes.setUint16(32, 2, true);
	bytes.setUint16(34, 16, true);
	word(36, 'data');
	bytes.setUint32(40, samples.length * 2, true);
	samples.forEach((sample, index) => {
		const held = Math.max(-1, Math.min(1, sample));
		bytes.setInt16(44 + index * 2, held < 0 ? held * 0x8000 : held * 0x7fff, true);
	});
	return new Blob([bytes], { type: 'audio/wav' });
}
