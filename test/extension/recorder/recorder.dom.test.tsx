import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { Recorder } from '../../../extension/recorder/app.tsx';
import { RecordingError, type StartRecording } from '../../../extension/recorder/recording.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { all, appears, click, one, rest } from '../support-ui/page-steps.ts';
import { useEnglish } from '../support-ui/texts.ts';

const WISH = { mimeTypes: ['audio/ogg'], maxBytes: 1_000_000, name: 'Ann Berger', draftKey: 'c:cv-ann' };
let root: HTMLElement | null = null;

afterEach(async () => {
	const place = root;
	if (place) await act(() => render(null, place));
	place?.remove();
	root = null;
});

async function mount(start: StartRecording, size = 1200) {
	useEnglish();
	URL.createObjectURL = () => 'blob:heard';
	URL.revokeObjectURL = () => {};
	root = document.createElement('div');
	document.body.append(root);
	const place = root;
	const port = createFakePort({
		'media:ticket': () => ok({ uploadUrl: 'https://relay.example.org/u', expiresAt: 0 }),
	});
	let closed = 0;
	await act(() =>
		render(
			<Recorder
				port={port}
				wish={WISH}
				start={start}
				upload={async (_url, file) =>
					ok({ mediaId: 'rec-1', mimeType: file.type, filename: file.name, size })
				}
				close={() => void closed++}
			/>,
			place,
		),
	);
	return { port, closed: () => closed };
}

const records =
	(bytes = 1200, cancel = () => {}): StartRecording =>
	async () => ({
		level: () => 0.5,
		finish: async () => new File([new Uint8Array(bytes)], 'voice.ogg', { type: 'audio/ogg' }),
		cancel,
	});

describe('Recorder', () => {
	it('records, lets it be heard, and hands it over', async () => {
		const { port, closed } = await mount(records());
		expect(one('recorder').textContent).toContain('Ann Berger');
		await click('record-start');
		expect(one('record-time').textContent).toBe('0:00');
		await click('record-stop');
		await appears('record-heard');
		await click('record-use');
		expect(port.recordings).toEqual([
			{
				file: { mediaId: 'rec-1', mimeType: 'audio/ogg', filename: 'voice.ogg', size: 1200, voice: true },
				draftKey: 'c:cv-ann',
			},
		]);
		expect(closed()).toBe(1);
	});

	it.each([
		['denied', 'microphone or lock sign'],
		['no-microphone', 'Plug one in'],
		['in-use', 'another program'],
		['not-supported', 'attach the file'],
	] as const)('says what to do when it is %s', async (problem, words) => {
		await mount(async () => {
			throw new RecordingError(problem);
		});
		await click('record-start');
		expect(one('record-problem').textContent).toContain(words);
		expect(one('record-start').textContent).toBe('Try again');
	});

	it('says that it cannot be converted, and keeps nothing', async () => {
		await mount(async () => ({
			level: () => 0,
			finish: async () => {
				throw new RecordingError('cannot-convert');
			},
			cancel: () => {},
		}));
		await click('record-start');
		await click('record-stop');
		expect(one('record-problem').textContent).toContain('attach a sound file');
		expect(all('record-heard')).toHaveLength(0);
	});

	it('says that it is too large for the channel', async () => {
		await mount(records(1_200_000));
		await click('record-start');
		await click('record-stop');
		expect(one('record-problem').textContent).toContain('1.2 MB');
	});

	it('keeps the recording when the relay is away', async () => {
		const { port } = await mount(records());
		port.answer('media:ticket', () => fail('offline', 'The relay is away.'));
		await click('record-start');
		await click('record-stop');
		await click('record-use');
		expect(one('record-problem').textContent).toBe('The relay is away.');
		expect(all('record-heard')).toHaveLength(1);
	});

	it('lets go of the microphone when the window closes', async () => {
		let cancelled = 0;
		await mount(records(1, () => void cancelled++));
		await click('record-start');
		const place = root;
		if (place) await act(() => render(null, place));
		await rest();
		expect(cancelled).toBe(1);
	});
});
