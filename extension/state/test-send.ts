import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { TemplateView } from '../../shared/contract/sending-views.ts';
import type { MessageView } from '../../shared/contract/views.ts';
import type { ChannelType } from '../../shared/domain/channel.ts';
import { type TemplateParameters, type TemplateSlot, templateSlots } from '../../shared/domain/template.ts';
import { type TemplatePreview, templatePreview } from '../../shared/domain/template-preview.ts';
import { checkParameters } from '../../shared/domain/template-values.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { createSampleUpload, type SampleUpload } from './sample-upload.ts';
import { parametersOf } from './slot-values.ts';

/** A template on its way to one's own phone, to see it there. */
export interface TestSend {
	readonly slots: readonly TemplateSlot[];
	readonly phone: ReadonlySignal<string>;
	/** By slot id; begins with the samples. */
	readonly texts: ReadonlySignal<Readonly<Record<string, string>>>;
	readonly files: ReadonlyMap<string, SampleUpload>;
	readonly preview: ReadonlySignal<TemplatePreview>;
	/** What each slot still lacks, by slot id. */
	readonly problems: ReadonlySignal<Readonly<Record<string, string>>>;
	/** False until there is a number and every value. */
	readonly ready: ReadonlySignal<boolean>;
	/** What happened: `sending`, then the message as the relay has it, or why it was not sent. */
	readonly outcome: ReadonlySignal<
		| { readonly state: 'writing' | 'sending' }
		| { readonly state: 'sent'; readonly message: MessageView }
		| { readonly state: 'refused'; readonly reason: string }
	>;
	setPhone(phone: string): void;
	write(slotId: string, text: string): void;
	/** Sends once, however often it is called while one is on its way. */
	send(): Promise<void>;
	stop(): void;
}

export interface TestSendParts {
	readonly template: TemplateView;
	readonly channelType: ChannelType;
	readonly port: RelayPort;
	readonly upload: Upload;
	readonly newToken: () => string;
}

/** Makes the form of a test. Places of a map and ends of offers are written as text: `52.52, 13.40` and a local time. */
export function createTestSend({ template, channelType, port, upload, newToken }: TestSendParts): TestSend {
	const slots = templateSlots(template);
	const phone = signal('');
	const texts = signal<Readonly<Record<string, string>>>(
		Object.fromEntries(slots.map(slot => [slot.id, slot.sample ?? ''])),
	);
	const mediaIds = signal<Readonly<Record<string, string>>>(
		Object.fromEntries(slots.filter(isFile).map(slot => [slot.id, slot.sample ?? ''])),
	);
	const outcome = signal<TestSend['outcome']['value']>({ state: 'writing' });
	const files = new Map(
		slots.filter(isFile).map(slot => [
			slot.id,
			createSampleUpload(port, upload, channelType, slot.kind as 'image', file => {
				mediaIds.value = { ...mediaIds.value, [slot.id]: file.mediaId };
			}),
		]),
	);
	const parameters = computed(
		(): TemplateParameters =>
			parametersOf(slots, {
				text: slot => texts.value[slot.id]?.trim() ?? '',
				media: slot => {
					const mediaId = mediaIds.value[slot.id];
					return mediaId ? { mediaId, filename: null } : null;
				},
				location: readPlace(texts.value['header.location'] ?? ''),
				offerEndsAt: readTime(texts.value['offer.ends-at'] ?? ''),
			}),
	);
	const problems = computed(() => {
		const shown: Record<string, string> = {};
		for (const { slot, message } of checkParameters(template, parameters.value))
			if (slot !== null) shown[slot] ??= message;
		return shown;
	});
	return {
		slots,
		phone,
		texts,
		files,
		preview: computed(() => templatePreview(template, parameters.value)),
		problems,
		ready: computed(
			() => phone.value.trim() !== '' && checkParameters(template, parameters.value).length === 0,
		),
		outcome,
		setPhone: text => {
			phone.value = text;
		},
		write: (slotId, text) => {
			texts.value = { ...texts.value, [slotId]: text };
		},
		async send() {
			if (outcome.value.state === 'sending') return;
			outcome.value = { state: 'sending' };
			const result = await port.call('message:send', {
				test: true,
				clientId: newToken(),
				channelId: template.channelId,
				to: phone.value.trim(),
				content: {
					kind: 'template',
					name: template.name,
					language: template.language,
					parameters: parameters.value,
				},
			});
			outcome.value = result.ok
				? { state: 'sent', message: result.value.message }
				: { state: 'refused', reason: result.error.message };
		},
		stop: () => {
			for (const file of files.values()) file.stop();
		},
	};
}

function isFile({ kind }: TemplateSlot): boolean {
	return kind === 'image' || kind === 'video' || kind === 'document';
}

/** `52.52, 13.40`; null when it is no place on earth. */
export function readPlace(text: string): { latitude: number; longitude: number } | null {
	const [latitude, longitude, more] = text.split(',').map(part => Number(part.trim() || Number.NaN));
	if (latitude === undefined || longitude === undefined || more !== undefined) return null;
	return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** A local time as the browser's own field has it, in epoch ms; null when it is none. */
export function readTime(text: string): number | null {
	const at = Date.parse(text);
	return Number.isNaN(at) ? null : at;
}
