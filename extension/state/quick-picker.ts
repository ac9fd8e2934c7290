import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { QuickReplyView } from '../../shared/contract/sending-views.ts';
import { fillText, listVariables, type Variable, variableContext } from '../../shared/domain/variables.ts';
import type { DraftFile } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Clock } from './clock.ts';
import type { OpenConversation } from './conversation.ts';
import type { Link } from './link.ts';
import type { Loaded } from './loaded.ts';
import type { Place } from './place.ts';
import { createQuickReplies, findQuickReplies, type QuickReplies } from './quick-replies.ts';
import type { Sending } from './sending.ts';
import { asAddress } from './target.ts';

/** A quick reply as it would be put into the message now. */
export interface FoundReply {
	readonly quickReply: QuickReplyView;
	/** Its text with this contact's values; what has none stands as it was written. */
	readonly text: string;
	/** Variables without a value. */
	readonly missing: readonly string[];
	/** Why its text cannot be read; null when it can. */
	readonly problem: string | null;
	/** The file that goes with it. */
	readonly file: DraftFile | null;
}

/** A place of a text that still waits for its value. */
export interface Unfilled {
	/** As it stands in the text, with its braces. */
	readonly source: string;
	/** What it is called. */
	readonly label: string;
	/** What would fill it; null when nothing is known. */
	readonly value: string | null;
	/** Why it cannot be read; null when it can. */
	readonly problem: string | null;
}

/** The quick replies of the open conversation's channel, and the values of variables for its contact. */
export interface QuickPicker {
	readonly loaded: ReadonlySignal<Loaded<readonly QuickReplyView[]>>;
	readonly found: ReadonlySignal<readonly FoundReply[]>;
	/** The one that Enter takes. */
	readonly active: ReadonlySignal<number>;
	/** Every variable with this contact's value. */
	readonly variables: ReadonlySignal<readonly Variable[]>;
	setSearch(words: string): void;
	move(by: number): void;
	load(): void;
	/** The places of a text in double braces, each once. */
	unfilled(text: string): Unfilled[];
	stop(): void;
}

export interface QuickPickerParts {
	readonly port: RelayPort;
	readonly link: Pick<Link, 'user'>;
	readonly place: Pick<Place, 'record' | 'choice'>;
	readonly conversation: Pick<OpenConversation, 'target' | 'view' | 'address'>;
	readonly sending: Pick<Sending, 'channel'>;
	readonly clock: Pick<Clock, 'now'>;
}

const IN_BRACES = /\{\{[^{}]*\}\}/g;

export function createQuickPicker(parts: QuickPickerParts): QuickPicker {
	const { port, link, place, conversation, sending, clock } = parts;
	const search = signal('');
	const active = signal(0);
	const replies = signal<QuickReplies | null>(null);

	const context = computed(() => {
		const target = conversation.target.value;
		const contact = conversation.view.value?.contact ?? null;
		const address = conversation.address.value;
		const channel = sending.channel.value;
		const isOfPage = target?.kind === 'address';
		return variableContext({
			contact:
				contact ??
				(target && {
					name: target.name,
					profileName: null,
					addresses: address ? [asAddress(address)] : [],
				}),
			// A conversation out of the list is not about the page's record.
			record: isOfPage ? place.record.value : null,
			agentName: link.user.value?.name ?? null,
			channel: channel && { name: channel.name, address: channel.address },
			now: clock.now.value,
			zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		});
	});
	const found = computed(() =>
		findQuickReplies(replies.value?.list.current.value.value ?? [], search.value).map(
			(quickReply): FoundReply => {
				const { text, missing, problem } = fillText(quickReply.text, context.value);
				const { media } = quickReply;
				return {
					quickReply,
					text,
					missing: [...new Set(missing.map(one => one.variable))],
					problem,
					file: media && {
						mediaId: media.mediaId,
						mimeType: media.mimeType,
						filename: media.filename ?? '',
						size: media.size,
					},
				};
			},
		),
	);
	const stop = effect(() => {
		const channelId = sending.channel.value?.id ?? null;
		untracked(() => {
			replies.value?.stop();
			replies.value = channelId === null ? null : createQuickReplies(port, channelId);
		});
	});

	return {
		loaded: computed(() => replies.value?.list.current.value ?? { value: null, problem: null }),
		found,
		active: computed(() => Math.max(0, Math.min(active.value, found.value.length - 1))),
		variables: computed(() => listVariables(context.value)),
		setSearch: words => {
			if (words === search.peek()) return;
			search.value = words;
			active.value = 0;
		},
		move: by => {
			const last = found.peek().length - 1;
			active.value = Math.max(0, Math.min(last, Math.min(active.peek(), last) + by));
		},
		load: () => void replies.peek()?.list.load(),
		unfilled: text =>
			[...new Set(text.match(IN_BRACES) ?? [])].map(source => {
				const filled = fillText(source, context.value);
				const variable = filled.missing[0]?.variable ?? null;
				const inner = source.slice(2, -2).trim();
				const name = variable ?? inner.split('|')[0]?.trim() ?? inner;
				const known = listVariables(context.value).find(one => one.name === name);
				return {
					source,
					label: known?.label ?? name,
					value: filled.problem === null && variable === null ? filled.text : null,
					problem: filled.problem,
				};
			}),
		stop: () => {
			stop();
			replies.peek()?.stop();
		},
	};
}
