import { el } from './dom.js';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

const time = at => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** What a chat list or a quotation says about a message. */
export function summary(message) {
	if (message.revoked) return 'Message was taken back';
	const kinds = {
		image: 'Photo',
		video: 'Video',
		audio: 'Voice message',
		document: 'Document',
		sticker: 'Sticker',
	};
	return message.view.text || message.view.media?.filename || kinds[message.view.media?.kind] || message.type;
}

function mediaOf({ media }) {
	if (!media) return null;
	const source = media.id ? `/sandbox/media/${media.id}` : media.link;
	const name = media.filename ?? `${media.kind} (${media.mime || 'by link'})`;
	if (media.kind === 'image') return el('img', { src: source, alt: media.filename ?? 'Photo' });
	if (media.kind === 'sticker') return el('img', { src: source, alt: 'Sticker', class: 'sticker' });
	if (media.kind === 'video') return el('video', { src: source, controls: true, preload: 'metadata' });
	if (media.kind === 'audio') return el('audio', { src: source, controls: true, preload: 'metadata' });
	return el(
		'a',
		{ class: 'file', href: source, download: name },
		el('span', { 'aria-hidden': 'true' }, '📄'),
		el('span', {}, name),
	);
}

function buttonOf(button, message, act) {
	const label = button.detail ? [button.text, el('small', {}, button.detail)] : [button.text];
	if (button.kind === 'url' || button.kind === 'call') {
		const link = {
			href: button.url,
			target: '_blank',
			rel: 'noreferrer',
			title: button.url,
			'data-test': 'phone-link',
		};
		return el('a', link, button.text, el('small', {}, button.url));
	}
	if (button.kind === 'copy') {
		const copy = {
			type: 'button',
			'data-test': 'phone-copy',
			onclick: () => navigator.clipboard.writeText(button.id),
		};
		return el('button', copy, button.text, el('small', {}, button.id));
	}
	const tap = () => act({ type: 'tap', message: message.id, button: button.id });
	return el('button', { type: 'button', 'data-test': 'phone-button', onclick: tap }, ...label);
}

function toolsOf(message, act, answer) {
	const tools = el('div', { class: 'tools' });
	const choose = emoji => act({ type: 'reaction', message: message.id, emoji });
	const row = el(
		'div',
		{ class: 'emoji', hidden: true },
		...EMOJI.map(emoji =>
			el(
				'button',
				{
					type: 'button',
					'aria-label': `React with ${emoji}`,
					'data-test': 'phone-emoji',
					onclick: () => choose(emoji),
				},
				emoji,
			),
		),
		message.reactions.customer &&
			el(
				'button',
				{
					type: 'button',
					'aria-label': 'Take the reaction back',
					'data-test': 'phone-unreact',
					onclick: () => choose(''),
				},
				'×',
			),
	);
	const toggle = () => {
		row.hidden = !row.hidden;
	};
	const react = {
		type: 'button',
		'aria-label': 'React',
		title: 'React',
		'data-test': 'phone-react',
		onclick: toggle,
	};
	const reply = {
		type: 'button',
		'aria-label': 'Answer this message',
		title: 'Answer',
		'data-test': 'phone-reply',
		onclick: () => answer(message),
	};
	tools.append(el('button', react, '☺'), el('button', reply, '↩'), row);
	return tools;
}

function offerOf({ offer }) {
	if (!offer) return null;
	const ends = offer.endsAt === null ? null : `Ends ${new Date(offer.endsAt).toLocaleString('en-GB')}`;
	return el(
		'div',
		{ class: 'offer', 'data-test': 'phone-offer' },
		el('strong', {}, offer.text),
		ends && el('small', {}, ends),
	);
}

function cardsOf({ cards }, message, act) {
	if (!cards) return null;
	return el(
		'div',
		{ class: 'cards' },
		...cards.map(card =>
			el(
				'div',
				{ class: 'card', 'data-test': 'phone-card' },
				mediaOf(card),
				card.text && el('div', { class: 'text' }, card.text),
				el(
					'div',
					{ class: 'buttons' },
					...(card.buttons ?? []).map(button => buttonOf(button, message, act)),
				),
			),
		),
	);
}

/** One message of an open chat. `act` does something as the customer; `answer` quotes the message. */
export function messageElement(message, all, act, answer) {
	const { view, reactions } = message;
	const quoted = message.contextId && all.find(other => other.id === message.contextId);
	const emoji = [reactions.business, reactions.customer].filter(Boolean).join('');
	const bubble = message.revoked
		? el('div', { class: 'bubble' }, el('span', { class: 'gone' }, 'Message was taken back'))
		: el(
				'div',
				{ class: 'bubble' },
				quoted && el('div', { class: 'quoted' }, summary(quoted)),
				view.header && el('div', { class: 'header' }, view.header),
				mediaOf(view),
				offerOf(view),
				view.text && el('div', { class: 'text', 'data-test': 'phone-text' }, view.text),
				view.footer && el('div', { class: 'footer' }, view.footer),
				el('time', { datetime: new Date(message.at).toISOString() }, time(message.at)),
			);
	return el(
		'article',
		{
			class: `message${message.from === 'customer' ? ' mine' : ''}${emoji ? ' reacted' : ''}`,
			'data-test': 'phone-message',
			'data-id': message.id,
			'data-from': message.from,
			'data-type': message.type,
			'aria-label': message.from === 'customer' ? 'Sent' : 'Received',
		},
		bubble,
		cardsOf(view, message, act),
		view.listLabel && el('div', { class: 'hint' }, view.listLabel),
		view.buttons &&
			el('div', { class: 'buttons' }, ...view.buttons.map(button => buttonOf(button, message, act))),
		emoji &&
			el(
				'span',
				{ class: 'reactions', 'data-test': 'phone-reaction', 'aria-label': `Reactions ${emoji}` },
				emoji,
			),
		!message.revoked && toolsOf(message, act, answer),
	);
}
