import { bareMimeType, type Capabilities, type MediaKind } from './channel.ts';
import { choicesForm, numberedText } from './choices.ts';
import { allow, type Outgoing, refuse, type SendFacts, type Verdict } from './send-verdict.ts';
import { textLength } from './text-parts.ts';

/** Rules of single kinds of content: their part of `checkSend`. Each is null when the channel carries it. */

type Of<K extends Outgoing['kind']> = Extract<Outgoing, { kind: K }>;

const KIND_WORDS: Readonly<Record<MediaKind, string>> = {
	image: 'pictures',
	video: 'videos',
	audio: 'audio',
	voice: 'voice messages',
	document: 'documents',
	sticker: 'stickers',
};

/** A file of ours, and the text below it. */
export function checkFile(
	capabilities: Capabilities,
	file: { readonly mediaKind: MediaKind; readonly mimeType: string; readonly size: number },
	caption: string | null,
): Verdict | null {
	const rule = capabilities.media[file.mediaKind];
	const kind = KIND_WORDS[file.mediaKind];
	if (!rule) return refuse('not-supported', `This channel does not carry ${kind}.`, 'change');
	if (!rule.anyType && !rule.mimeTypes.includes(bareMimeType(file.mimeType))) {
		return refuse(
			'file-type',
			`A file of type ${file.mimeType} cannot be sent here. Of ${kind} these can: ${rule.mimeTypes.map(shortType).join(', ')}. Save it as one of them, or send a link to it.`,
			'change',
		);
	}
	if (file.size <= 0) return refuse('empty', 'The file is empty.', 'change');
	if (file.size > rule.maxBytes) {
		return refuse(
			'file-size',
			`The file has ${megabytes(file.size)}; of ${kind} at most ${megabytes(rule.maxBytes)} can be sent here. Make it smaller, or send a link to it.`,
			'change',
		);
	}
	if (caption !== null && caption !== '' && !rule.caption)
		return refuse(
			'not-supported',
			`Here ${kind} carry no text. Send the text as a message of its own.`,
			'change',
		);
	if (caption !== null && textLength(caption, capabilities.textUnit) > capabilities.captionMax) {
		return refuse(
			'too-long',
			`The caption may have at most ${capabilities.captionMax} characters. Send the text as a message of its own.`,
			'change',
		);
	}
	return null;
}

/** "image/jpeg" → "JPEG": what people call it. */
function shortType(mimeType: string): string {
	return (mimeType.split('/')[1] ?? mimeType).replace(/^x-/, '').toUpperCase();
}

function megabytes(bytes: number): string {
	const mb = bytes / 1024 / 1024;
	if (mb < 1) return `${Math.max(1, Math.round(bytes / 1024))} kB`;
	// Up, so that what is too large never reads like what is allowed.
	return `${mb >= 10 ? Math.ceil(mb) : Math.ceil(mb * 10) / 10} MB`;
}

/** A text with choices. What fits neither buttons nor a list goes as numbered lines, so only its length can be wrong. */
export function checkChoices(capabilities: Capabilities, choices: Of<'choices'>): Verdict | null {
	if (choices.text.trim() === '') return refuse('empty', 'Write the text above the choices first.', 'change');
	const different = (words: readonly string[]) => new Set(words).size === words.length;
	const { options } = choices;
	if (!different(options.map(option => option.id)) || !different(options.map(option => option.title.trim())))
		return refuse('not-supported', 'Two choices are the same. Give each its own words.', 'change');
	const numbered = numberedText(choices);
	if ((choices.form ?? choicesForm(capabilities, choices)) !== 'numbered') return null;
	return textLength(numbered, capabilities.textUnit) <= capabilities.textMax
		? null
		: refuse('too-long', 'The text with its choices is too long for one message. Shorten it.', 'change');
}

/** A text with a button that opens an address. */
export function checkLinkButton(capabilities: Capabilities, one: Of<'link-button'>): Verdict | null {
	if (one.text.trim() === '') return refuse('empty', 'Write the text above the button first.', 'change');
	const rules = capabilities.linkButton;
	if (!rules) return refuse('not-supported', 'This channel does not carry buttons with links.', 'change');
	if (one.label.length > rules.labelMax)
		return refuse('too-long', `The button’s words may have at most ${rules.labelMax} characters.`, 'change');
	return one.text.length > rules.textMax
		? refuse('too-long', `The text above a button may have at most ${rules.textMax} characters.`, 'change')
		: null;
}

/** A question for the contact's place: a text with a button, so as long as one above choices (providers.md §2.4). */
export function checkLocationRequest(
	capabilities: Capabilities,
	{ text }: Of<'location-request'>,
): Verdict | null {
	if (!capabilities.locationRequest)
		return refuse('not-supported', 'This channel does not carry requests for a location.', 'change');
	if (text.trim() === '') return refuse('empty', 'Write the question first.', 'change');
	const max = capabilities.choices?.textMax ?? capabilities.textMax;
	return textLength(text, capabilities.textUnit) <= max
		? null
		: refuse('too-long', `The question may have at most ${max} characters. Shorten it.`, 'change');
}

/** A file by its address. One whose kind the channel does not take goes as a text, so nothing else is asked. */
export function checkFileLink(capabilities: Capabilities, one: Of<'file-link'>): Verdict | null {
	const text = one.caption === null ? one.url : `${one.caption}\n${one.url}`;
	return textLength(text, capabilities.textUnit) <= capabilities.textMax
		? null
		: refuse('too-long', 'The text with the address is too long for one message. Shorten it.', 'change');
}

/**
 * An answer to a comment: private once and within the network's time, public always (providers.md §8.2, spring 2026). The
 * public answer's length is known from hearsay, so it is only warned about.
 */
export function checkCommentReply(facts: SendFacts, reply: Of<'comment-reply'>): Verdict {
	const { comments, textMax, textUnit } = facts.capabilities;
	if (!comments) return refuse('not-supported', 'This channel has no comments.', 'change');
	if (reply.text.trim() === '') return refuse('empty', 'Write a text first.', 'change');
	const may = allow(facts);
	if (reply.mode === 'public') {
		const long = reply.text.length > comments.publicReplyMax;
		const warning = `A public reply of more than ${comments.publicReplyMax} characters may be refused.`;
		return may.allowed && long ? { ...may, warnings: [...may.warnings, warning] } : may;
	}
	if (reply.privatelyAnswered)
		return refuse(
			'comment-answered',
			'This comment has had its one private reply. More can be said once the customer answers, or below the comment.',
			'wait',
		);
	if (facts.now >= reply.commentAt + comments.privateReplyMs)
		return refuse(
			'comment-too-old',
			'The comment is more than 7 days old, so it cannot be answered privately. Answer below it.',
			'change',
		);
	const length = textLength(reply.text, textUnit);
	return length <= textMax
		? may
		: refuse(
				'too-long',
				`The text has ${length} bytes; at most ${textMax} can be sent. Shorten it.`,
				'change',
			);
}
