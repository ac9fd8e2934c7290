import type { Capabilities } from '../../shared/domain/channel.ts';
import { splitText, textLength } from '../../shared/domain/text-parts.ts';
import type { Attachment } from './attachment.ts';
import type { SendContentInput, Sending } from './sending.ts';

/** What a draft becomes: at most one file, and texts that each fit, in order. */
export interface OutgoingPlan {
	/** The words that go with the file; null when it carries none of them. */
	readonly caption: string | null;
	readonly texts: readonly string[];
}

/** Words that a file does not carry, or that are too long for it, follow it as messages of their own. */
export function planOutgoing(
	capabilities: Capabilities,
	words: string,
	file: Pick<Attachment, 'mediaKind'> | null,
): OutgoingPlan {
	const { textMax, textUnit, captionMax, media } = capabilities;
	if (words === '') return { caption: null, texts: [] };
	const rule = file?.mediaKind ? media[file.mediaKind] : undefined;
	if (rule?.caption && textLength(words, textUnit) <= captionMax) return { caption: words, texts: [] };
	return { caption: null, texts: splitText(words, textMax, textUnit) };
}

/** Why the plan cannot go as it is; null when all of it can. */
export function refusalOf(
	sending: Pick<Sending, 'check'>,
	{ caption, texts }: OutgoingPlan,
	file: Attachment | null,
): string | null {
	const { mediaKind = null } = file ?? {};
	const verdicts = [
		...(file && mediaKind ? [sending.check({ ...file, kind: 'media', mediaKind, caption })] : []),
		...texts.map(text => sending.check({ kind: 'text', text })),
	];
	const refused = verdicts.find(verdict => !verdict.allowed);
	return refused && !refused.allowed ? refused.message : null;
}

/** The messages of a plan in their order: the file, then the texts. */
export function contentsOf({ caption, texts }: OutgoingPlan, file: Attachment | null): SendContentInput[] {
	const mediaId = file?.mediaId ?? null;
	return [
		...(mediaId === null
			? []
			: [
					{
						kind: 'media' as const,
						mediaId,
						...(caption !== null && { caption }),
						...(file?.mediaKind === 'voice' && { voice: true }),
					},
				]),
		...texts.map(text => ({ kind: 'text' as const, text })),
	];
}
