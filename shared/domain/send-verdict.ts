import type { Capabilities, MediaKind } from './channel.ts';
import type { ChoicesContent, CommentReplyContent, Content } from './message.ts';
import type { SendOutlook } from './send-outlook.ts';
import type { Template, TemplateParameters } from './template.ts';
import type { ParameterProblem } from './template-values.ts';
import type { MessagingWindow } from './window.ts';

/** What is about to be sent, reduced to what the rules look at. */
export type Outgoing =
	| { readonly kind: 'text'; readonly text: string }
	| {
			readonly kind: 'media';
			readonly mediaKind: MediaKind;
			readonly mimeType: string;
			readonly size: number;
			readonly caption: string | null;
	  }
	| {
			readonly kind: 'template';
			readonly template: Template | null;
			readonly name: string;
			readonly parameters: TemplateParameters;
	  }
	| { readonly kind: 'reaction'; readonly emoji: string }
	/** `form` once it is settled how they go; without it the network's own counts. */
	| (Omit<ChoicesContent, 'form'> & Partial<Pick<ChoicesContent, 'form'>>)
	| Extract<Content, { kind: 'link-button' | 'location' | 'location-request' | 'contacts' | 'file-link' }>
	| {
			readonly kind: 'album';
			readonly items: readonly {
				readonly mediaKind: MediaKind;
				readonly mimeType: string;
				readonly size: number;
			}[];
			readonly caption: string | null;
	  }
	| {
			readonly kind: 'comment-reply';
			readonly mode: CommentReplyContent['mode'];
			readonly text: string;
			/** When the comment was written, and whether a private reply to it is sent or on its way. */
			readonly commentAt: number;
			readonly privatelyAnswered: boolean;
	  };

export interface SendFacts {
	readonly capabilities: Capabilities;
	readonly window: MessagingWindow;
	readonly channelState: 'active' | 'paused' | 'off';
	/** False when no address of the contact can be sent to on this network. */
	readonly reachable: boolean;
	/** False when the contact never wrote on this channel, where the network lets nobody else begin. */
	readonly begun: boolean;
	readonly outlook: SendOutlook;
	readonly now: number;
	readonly outgoing: Outgoing;
}

export const REFUSALS = [
	'window-closed',
	'opted-out',
	'marketing-capped',
	'marketing-held',
	'marketing-country',
	'limit-reached',
	'restricted',
	'unpaid',
	'country-unreachable',
	'channel-off',
	'unreachable',
	'empty',
	'too-long',
	'file-type',
	'file-size',
	'not-supported',
	'template-missing',
	'template-not-approved',
	'parameters',
	'newer-message',
	'cannot-start',
	'blocked',
	'comment-answered',
	'comment-too-old',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The next best thing to do when something cannot be sent. */
export type NextStep =
	| 'choose-template'
	| 'choose-another-template'
	| 'sync-templates'
	| 'wait'
	| 'other-channel'
	| 'call'
	/** Give the contact the channel's link by which they can begin. */
	| 'invite'
	| 'change'
	| 'tell-owner';

export type Verdict =
	| {
			readonly allowed: true;
			/** What may go wrong all the same, for a person; empty when nothing is known. */
			readonly warnings: readonly string[];
	  }
	| {
			readonly allowed: false;
			readonly refusal: Refusal;
			readonly message: string;
			readonly problems: readonly ParameterProblem[];
			readonly next: NextStep;
			/** When it may be tried again; null when time alone changes nothing, or it cannot be told. */
			readonly until: number | null;
	  };

/** What a person is told of a place that nothing is delivered to. */
export function unreachableSentence(place: string): string {
	return `WhatsApp delivers nothing to ${place}. Reach this contact another way.`;
}

/** It may go; with a warning where that may not help. */
export function allow({ outlook }: Pick<SendFacts, 'outlook'>): Verdict {
	const { unreachable } = outlook;
	const warnings = unreachable === null ? [] : [unreachableSentence(unreachable)];
	return { allowed: true, warnings };
}

/** It may not, and what to do instead. */
export function refuse(
	refusal: Refusal,
	message: string,
	next: NextStep,
	until: number | null = null,
	problems: readonly ParameterProblem[] = [],
): Verdict {
	return { allowed: false, refusal, message, problems, next, until };
}
