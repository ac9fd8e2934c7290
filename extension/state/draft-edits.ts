import type { TemplateButton, TemplateCard, TemplateHeader } from '../../shared/domain/template.ts';
import { variablesOf } from '../../shared/domain/template.ts';
import type { TemplateDraft } from '../../shared/domain/template-draft.ts';

/** Changes to a draft that take its samples along: a sample belongs to its place, and places move. */

/** Where buttons stand: below the message, or on a card. */
export type ButtonPlace = 'message' | number;
type Samples = Readonly<Record<string, string>>;

/** The draft with another kind of header, or none; a text header begins empty. */
export function withHeader(draft: TemplateDraft, kind: TemplateHeader['kind'] | 'none'): TemplateDraft {
	if (kind === (draft.header?.kind ?? 'none')) return draft;
	const samples = withoutSamples(draft.samples, id => id.startsWith('header.'));
	if (kind === 'none') return { ...draft, header: null, samples };
	return { ...draft, header: kind === 'text' ? { kind, text: '' } : { kind }, samples };
}

/** The buttons at a place. */
export function buttonsAt(draft: TemplateDraft, place: ButtonPlace): readonly TemplateButton[] {
	return place === 'message' ? draft.buttons : (draft.cards?.[place]?.buttons ?? []);
}

/** The draft with a new button behind the others of its kind, so that kinds stay together. */
export function addButton(
	draft: TemplateDraft,
	place: ButtonPlace,
	kind: 'quick-reply' | 'url' | 'phone' | 'copy-code',
): TemplateDraft {
	const buttons = buttonsAt(draft, place);
	const isReply = (button: TemplateButton) => button.kind === 'quick-reply';
	const last = buttons.findLastIndex(button => isReply(button) === (kind === 'quick-reply'));
	const at = last < 0 ? buttons.length : last + 1;
	const order = buttons.map((_, index) => (index < at ? index : index + 1));
	const moved = moveSamples(draft.samples, `${prefixOf(place)}buttons.`, order);
	return putButtons({ ...draft, samples: moved }, place, buttons.toSpliced(at, 0, newButton(kind)));
}

function newButton(kind: 'quick-reply' | 'url' | 'phone' | 'copy-code'): TemplateButton {
	if (kind === 'url') return { kind, text: '', url: 'https://' };
	if (kind === 'phone') return { kind, text: '', phone: '' };
	// WhatsApp writes this one's text itself.
	return { kind, text: kind === 'copy-code' ? 'Copy offer code' : '' };
}

export function changeButton(
	draft: TemplateDraft,
	place: ButtonPlace,
	index: number,
	button: TemplateButton,
): TemplateDraft {
	return putButtons(draft, place, buttonsAt(draft, place).with(index, button));
}

export function removeButton(draft: TemplateDraft, place: ButtonPlace, index: number): TemplateDraft {
	const buttons = buttonsAt(draft, place);
	const order = buttons.map((_, at) => (at === index ? null : at < index ? at : at - 1));
	const samples = moveSamples(draft.samples, `${prefixOf(place)}buttons.`, order);
	return putButtons({ ...draft, samples }, place, buttons.toSpliced(index, 1));
}

/** The draft with a button at another place among its neighbours; `to` beyond the ends changes nothing. */
export function moveButton(
	draft: TemplateDraft,
	place: ButtonPlace,
	index: number,
	to: number,
): TemplateDraft {
	const buttons = buttonsAt(draft, place);
	const order = orderOf(buttons.length, index, to);
	if (!order) return draft;
	const samples = moveSamples(draft.samples, `${prefixOf(place)}buttons.`, order);
	return putButtons({ ...draft, samples }, place, moved(buttons, index, to));
}

function putButtons(
	draft: TemplateDraft,
	place: ButtonPlace,
	buttons: readonly TemplateButton[],
): TemplateDraft {
	if (place === 'message') return { ...draft, buttons };
	return putCard(draft, place, { buttons });
}

function prefixOf(place: ButtonPlace): string {
	return place === 'message' ? '' : `cards.${place}.`;
}

/** The draft with a carousel of two cards, or without any. */
export function withCarousel(draft: TemplateDraft, wanted: boolean): TemplateDraft {
	if (wanted === (draft.cards !== null)) return draft;
	const samples = withoutSamples(draft.samples, id => id.startsWith('cards.'));
	if (!wanted) return { ...draft, cards: null, samples };
	const card: TemplateCard = {
		header: { kind: 'image' },
		body: '',
		buttons: [newButton('quick-reply')],
	};
	return { ...draft, cards: [card, card], samples };
}

/** The draft with one more card, built as the others are: a carousel's cards must be alike. */
export function addCard(draft: TemplateDraft): TemplateDraft {
	const cards = draft.cards ?? [];
	const like = cards.at(-1);
	const card: TemplateCard = like
		? { header: like.header, body: '', buttons: like.buttons.map(button => emptied(button)) }
		: { header: { kind: 'image' }, body: '', buttons: [] };
	return { ...draft, cards: [...cards, card] };
}

function emptied(button: TemplateButton): TemplateButton {
	return button.kind === 'other' ? button : newButton(button.kind === 'otp' ? 'quick-reply' : button.kind);
}

export function removeCard(draft: TemplateDraft, index: number): TemplateDraft {
	const cards = draft.cards ?? [];
	const order = cards.map((_, at) => (at === index ? null : at < index ? at : at - 1));
	return { ...draft, cards: cards.toSpliced(index, 1), samples: moveSamples(draft.samples, 'cards.', order) };
}

export function moveCard(draft: TemplateDraft, index: number, to: number): TemplateDraft {
	const cards = draft.cards ?? [];
	const order = orderOf(cards.length, index, to);
	if (!order) return draft;
	return { ...draft, cards: moved(cards, index, to), samples: moveSamples(draft.samples, 'cards.', order) };
}

export function putCard(draft: TemplateDraft, index: number, change: Partial<TemplateCard>): TemplateDraft {
	const card = draft.cards?.[index];
	return card ? { ...draft, cards: (draft.cards ?? []).with(index, { ...card, ...change }) } : draft;
}

/** The draft whose cards all have this kind of file. */
export function withCardHeader(draft: TemplateDraft, kind: 'image' | 'video'): TemplateDraft {
	const cards = draft.cards?.map(card => ({ ...card, header: { kind } })) ?? null;
	return { ...draft, cards, samples: withoutSamples(draft.samples, id => /^cards\.\d+\.header\./.test(id)) };
}

/** The draft with variables of the other kind: `{{1}}` becomes a name, a name becomes the number of its place. */
export function withFormat(draft: TemplateDraft, format: TemplateDraft['format']): TemplateDraft {
	if (format === draft.format) return draft;
	const samples: Record<string, string> = {};
	for (const [id, sample] of Object.entries(draft.samples)) {
		if (!/(^|\.)(body|header)\.(?!media$)/.test(id)) samples[id] = sample;
	}
	const turn = (text: string, prefix: string) => {
		const names = variablesOf(text);
		return names.reduce((turned, name, index) => {
			const next = format === 'named' ? nameFor(name, index) : String(index + 1);
			const sample = draft.samples[`${prefix}${name}`];
			if (sample !== undefined) samples[`${prefix}${next}`] = sample;
			// Marked, so that a name made here is not taken for one that is still to be turned.
			return turned.replace(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, 'g'), `{{\u0000${next}}}`);
		}, text);
	};
	const body = turn(draft.body, 'body.');
	const header =
		draft.header?.kind === 'text'
			? { ...draft.header, text: turn(draft.header.text, 'header.') }
			: draft.header;
	const cards =
		draft.cards?.map((card, index) => ({ ...card, body: turn(card.body, `cards.${index}.body.`) })) ?? null;
	const plain = (text: string) => text.replaceAll('\u0000', '');
	return {
		...draft,
		format,
		body: plain(body),
		header: header?.kind === 'text' ? { ...header, text: plain(header.text) } : header,
		cards: cards?.map(card => ({ ...card, body: plain(card.body) })) ?? null,
		samples,
	};
}

/** Names of variables have no digits for certain, so a number becomes a letter. */
function nameFor(name: string, index: number): string {
	return /^\d+$/.test(name) ? `value_${String.fromCharCode(97 + (index % 26))}` : name;
}

export function withSample(draft: TemplateDraft, slotId: string, value: string): TemplateDraft {
	const { [slotId]: _, ...others } = draft.samples;
	return { ...draft, samples: value === '' ? others : { ...others, [slotId]: value } };
}

function withoutSamples(samples: Samples, drop: (id: string) => boolean): Record<string, string> {
	return Object.fromEntries(Object.entries(samples).filter(([id]) => !drop(id)));
}

/** Samples under `prefix` and an index follow `order`: by old index the new one, or null for what goes. */
function moveSamples(
	samples: Samples,
	prefix: string,
	order: readonly (number | null)[],
): Record<string, string> {
	const moved: Record<string, string> = {};
	for (const [id, sample] of Object.entries(samples)) {
		const found = id.startsWith(prefix) ? /^(\d+)(.*)$/.exec(id.slice(prefix.length)) : null;
		if (!found) {
			moved[id] = sample;
			continue;
		}
		const to = order[Number(found[1])];
		if (to !== null && to !== undefined) moved[`${prefix}${to}${found[2] ?? ''}`] = sample;
	}
	return moved;
}

/** By old index the new one, when one of `length` goes from `from` to `to`; null when it cannot. */
function orderOf(length: number, from: number, to: number): number[] | null {
	if (from === to || to < 0 || to >= length || from < 0 || from >= length) return null;
	const indexes = moved(
		Array.from({ length }, (_, index) => index),
		from,
		to,
	);
	return indexes.map((_, old) => indexes.indexOf(old));
}

function moved<T>(list: readonly T[], from: number, to: number): T[] {
	const one = list[from];
	return one === undefined ? [...list] : list.toSpliced(from, 1).toSpliced(to, 0, one);
}
