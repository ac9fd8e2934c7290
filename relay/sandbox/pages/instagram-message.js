import { el } from './dom.js';

const WORDS = {
	image: 'Photo',
	video: 'Video',
	audio: 'Audio',
	file: 'File',
	like_heart: '❤️',
	story_mention: 'Story mention',
};

/** One line for a message. */
export function summary(message) {
	return message.text ?? message.attachments.map(({ type }) => WORDS[type] ?? type).join(', ');
}

function attachmentElement({ type, url, mime, title }) {
	const src = url?.includes('/instagram/cdn/') ? new URL(url).pathname : url;
	if (type === 'like_heart') return el('p', { class: 'heart' }, '❤️');
	if (src && mime?.startsWith('image/')) return el('img', { src, alt: title ?? WORDS[type] ?? type });
	if (src && mime?.startsWith('video/')) return el('video', { src, controls: true });
	if (src && mime?.startsWith('audio/')) return el('audio', { src, controls: true });
	return el('p', {}, src ? el('a', { href: src }, title ?? WORDS[type] ?? type) : (WORDS[type] ?? type));
}

function buttonElement(button, message, act) {
	if (button.kind === 'link')
		return el('a', { class: 'chip', href: button.payload, 'data-test': 'instagram-link' }, button.title);
	const press = () => act('presses', { message: message.id, button: button.title });
	return el(
		'button',
		{ type: 'button', class: 'chip', 'data-test': 'instagram-button', onclick: press },
		button.title,
	);
}

/** A bubble with what can be done to it. */
export function messageElement(message, all, { act, quote }) {
	const isOwn = message.by === 'customer';
	const answered = message.replyTo?.mid ? all.find(one => one.id === message.replyTo.mid) : null;
	const reacted = [message.reactions.business, message.reactions.customer].filter(Boolean).join(' ');
	const react = () => act('reacts', { message: message.id, emoji: message.reactions.customer ? null : '❤️' });
	const edit = () => {
		const text = prompt('New text', message.text);
		if (text) void act('edits', { message: message.id, text });
	};
	const tool = (test, label, onclick) =>
		el('button', { type: 'button', class: 'tool', 'data-test': test, onclick }, label);
	const attributes = {
		class: `message ${isOwn ? 'mine' : 'theirs'}`,
		'data-test': 'instagram-message',
		'data-id': message.id,
		'data-from': message.from,
	};
	if (message.deleted) return el('article', attributes, el('p', { class: 'hint' }, 'Taken back'));
	return el(
		'article',
		attributes,
		answered && el('p', { class: 'hint' }, `Answer to: ${summary(answered)}`),
		message.replyTo?.story && el('p', { class: 'hint' }, 'Answer to a story'),
		message.commentId && el('p', { class: 'hint' }, 'Answer to your comment'),
		...message.attachments.map(attachmentElement),
		message.text !== null && el('p', { class: 'text' }, message.text),
		message.edits > 0 && el('span', { class: 'hint' }, 'edited'),
		message.humanAgent && el('span', { class: 'hint' }, 'human agent'),
		...message.buttons.map(button => buttonElement(button, message, act)),
		reacted !== '' && el('span', { class: 'reaction', 'data-test': 'instagram-reaction' }, reacted),
		el(
			'footer',
			{},
			tool('instagram-react', message.reactions.customer ? 'Take back ❤️' : '❤️', react),
			tool('instagram-reply', 'Reply', () => quote(message)),
			isOwn && message.text !== null && tool('instagram-edit', 'Edit', edit),
			isOwn && tool('instagram-unsend', 'Unsend', () => act('unsends', { message: message.id })),
		),
	);
}
