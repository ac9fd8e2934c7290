import type { Capabilities, MediaKind } from './channel.ts';
import { bareMimeType } from './channel.ts';
import type { Template, TemplateParameters } from './template.ts';
import { checkParameters, type ParameterProblem } from './template-check.ts';
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
	| { readonly kind: 'reaction'; readonly emoji: string };

export interface SendFacts {
	readonly capabilities: Capabilities;
	readonly window: MessagingWindow;
	/** When the contact withdrew consent; null while it has not. */
	readonly optedOutAt: number | null;
	readonly channelState: 'active' | 'paused' | 'off';
	/** False when no address of the contact can be sent to on this network. */
	readonly reachable: boolean;
	readonly outgoing: Outgoing;
}

export const REFUSALS = [
	'window-closed',
	'opted-out',
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
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Verdict =
	| { readonly allowed: true }
	| {
			readonly allowed: false;
			readonly refusal: Refusal;
			readonly message: string;
			readonly problems: readonly ParameterProblem[];
	  };

/**
 * One verdict on one message at one moment: asked by the composer to decide what to show, and again by the relay,
 * with its own facts and clock, to decide what to do.
 */
export function checkSend(facts: SendFacts): Verdict {
	const { outgoing, capabilities } = facts;
	if (facts.channelState === 'off')
		return refuse('channel-off', 'This channel is switched off. An owner can switch it on in the settings.');
	if (!facts.reachable)
		return refuse('unreachable', 'This contact has no address that this channel can write to.');
	if (outgoing.kind === 'template') return checkTemplate(facts, outgoing);
	if (facts.window.state === 'closed') {
		const why =
			facts.window.closedAt === null
				? 'The customer has not written yet'
				: 'The customer last wrote more than 24 hours ago';
		return refuse('window-closed', `${why}. Only an approved template can be sent.`);
	}
	switch (outgoing.kind) {
		case 'text':
			if (outgoing.text.trim() === '') return refuse('empty', 'Write a text first.');
			if (outgoing.text.length > capabilities.textMax) {
				return refuse(
					'too-long',
					`The text has ${outgoing.text.length} characters; at most ${capabilities.textMax} can be sent. Shorten it or send it in parts.`,
				);
			}
			return { allowed: true };
		case 'reaction':
			return capabilities.reactions
				? { allowed: true }
				: refuse('not-supported', 'This channel does not carry reactions.');
		case 'media':
			return checkMedia(capabilities, outgoing);
	}
}

function checkMedia(capabilities: Capabilities, file: Extract<Outgoing, { kind: 'media' }>): Verdict {
	const rule = capabilities.media[file.mediaKind];
	if (!rule)
		return refuse('not-supported', `This channel does not carry files of this kind (${file.mediaKind}).`);
	if (!rule.anyType && !rule.mimeTypes.includes(bareMimeType(file.mimeType))) {
		return refuse(
			'file-type',
			`A file of type ${file.mimeType} cannot be sent as ${file.mediaKind}. These can: ${rule.mimeTypes.join(', ')}.`,
		);
	}
	if (file.size <= 0) return refuse('empty', 'The file is empty.');
	if (file.size > rule.maxBytes) {
		return refuse(
			'file-size',
			`The file is larger than the ${Math.round(rule.maxBytes / 1024 / 1024) || 1} MB that can be sent as ${file.mediaKind}.`,
		);
	}
	if (file.caption !== null && file.caption.length > capabilities.captionMax) {
		return refuse('too-long', `The caption may have at most ${capabilities.captionMax} characters.`);
	}
	return { allowed: true };
}

function checkTemplate(facts: SendFacts, outgoing: Extract<Outgoing, { kind: 'template' }>): Verdict {
	if (!facts.capabilities.templates) return refuse('not-supported', 'This channel has no templates.');
	const { template } = outgoing;
	if (!template) {
		return refuse(
			'template-missing',
			`There is no template “${outgoing.name}” in this language on this channel. Sync the templates, or choose another.`,
		);
	}
	if (template.category === 'marketing' && facts.optedOutAt !== null) {
		return refuse(
			'opted-out',
			'This contact has withdrawn consent to marketing. Send nothing of this kind until they opt in again.',
		);
	}
	const problems = checkParameters(template, outgoing.parameters);
	const notApproved = problems.find(problem => problem.problem === 'template-not-approved');
	if (notApproved) return refuse('template-not-approved', notApproved.message, problems);
	const first = problems[0];
	return first ? refuse('parameters', first.message, problems) : { allowed: true };
}

function refuse(refusal: Refusal, message: string, problems: readonly ParameterProblem[] = []): Verdict {
	return { allowed: false, refusal, message, problems };
}
