import { el } from './dom.js';

const time = at => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Fields that hold a file, with the word for it. The order matters: an animation fills `document` too. */
const FILES = [
	['photo', 'Photo'],
	['animation', 'Animation'],
	['video', 'Video'],
	['video_note', 'Video message'],
	['audio', 'Audio'],
	['voice', 'Voice message'],
	['sticker', 'Sticker'],
	['document', 'Document'],
];

function fileOf(message) {
	const found = FILES.find(([field]) => message[field]);
	if (!found) return null;
	const [field, word] = found;
	const file = field === 'photo' ? message.photo.at(-1) : message[field];
	return { field, name: file.file_name ?? word, source: `/sandbox/telegram-file/${file.file_id}` };
}

/** What Telegram itself says in a chat; null for what somebody wrote. */
function noticeOf(message) {
	const joined = message.new_chat_members?.map(member => member.first_name).join(', ');
	if (joined) return `${joined} joined the group`;
	if (message.migrate_to_chat_id || message.migrate_from_chat_id) return 'The group became a supergroup';
	return null;
}

/** One line that stands for a message. */
export function summary({ message }) {
	const { text, caption, location, venue, contact, poll, dice } = message;
	const named =
		venue?.title ?? (location && 'Location') ?? contact?.first_name ?? poll?.question ?? dice?.emoji;
	return text ?? caption ?? fileOf(message)?.name ?? named ?? noticeOf(message) ?? 'Message';
}

function mediaElement({ field, name, source }) {
	if (field === 'photo') return el('img', { src: source, alt: name });
	if (field === 'sticker') return el('img', { src: source, alt: name, class: 'sticker' });
	if (['video', 'animation', 'video_note'].includes(field))
		return el('video', { src: source, controls: true, preload: 'metadata' });
	if (['audio', 'voice'].includes(field))
		return el('audio', { src: source, controls: true, preload: 'metadata' });
	return el(
		'a',
		{ class: 'file', href: source, download: name },
		el('span', { 'aria-hidden': 'true' }, '📄'),
		el('span', {}, name),
	);
}

function placeOf({ location, venue }) {
	if (!location) return null;
	const where = `${location.latitude}, ${location.longitude}`;
	return el(
		'div',
		{ class: 'text', 'data-test': 'telegram-text' },
		[venue?.title, venue?.address, where].filter(Boolean).join('\n'),
	);
}

function contactOf({ contact }) {
	if (!contact) return null;
	const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
	return el('div', { class: 'text', 'data-test': 'telegram-text' }, `${name}\n${contact.phone_number}`);
}

function buttonsOf(shown, { press, waiting }) {
	const rows = shown.message.reply_markup?.inline_keyboard ?? [];
	if (rows.length === 0) return null;
	return el(
		'div',
		{ class: 'buttons' },
		...rows.flat().map(button => {
			if (button.url)
				return el(
					'a',
					{
						href: button.url,
						target: '_blank',
						rel: 'noreferrer',
						title: button.url,
						'data-test': 'telegram-link',
					},
					button.text,
					el('small', {}, button.url),
				);
			const isWaiting = waiting(shown.messageId, button.callback_data);
			return el(
				'button',
				{
					type: 'button',
					'aria-busy': isWaiting ? 'true' : 'false',
					'data-test': 'telegram-button',
					onclick: () => press(shown, button.callback_data),
				},
				button.text,
			);
		}),
	);
}

function toolsOf(shown, { answer, edit }) {
	const tool = (label, sign, test, onclick) =>
		el('button', { type: 'button', 'aria-label': label, title: label, 'data-test': test, onclick }, sign);
	const canEdit = shown.from === 'customer' && (shown.message.text ?? shown.message.caption) !== undefined;
	return el(
		'div',
		{ class: 'tools' },
		tool('Answer this message', '↩', 'telegram-reply', () => answer(shown)),
		canEdit && tool('Edit', '✎', 'telegram-edit', () => edit(shown)),
	);
}

/** One message of the chat. `deeds` is what can be done with it; `mine` tells whether the person of this page wrote it. */
export function messageElement(shown, mine, deeds) {
	const { message, reaction, from } = shown;
	const notice = noticeOf(message);
	if (notice) return el('p', { class: 'notice', 'data-test': 'telegram-notice' }, notice);
	const file = fileOf(message);
	const words = message.text ?? message.caption;
	const isGroup = message.chat.type !== 'private';
	const writer = from === 'customer' && isGroup && !mine ? message.from.first_name : null;
	const other = message.poll?.question ?? (message.dice && `${message.dice.emoji} ${message.dice.value}`);
	return el(
		'article',
		{
			class: `message${mine ? ' mine' : ''}${reaction ? ' reacted' : ''}`,
			'data-test': 'telegram-message',
			'data-id': shown.messageId,
			'data-from': from,
			'aria-label': mine ? 'Sent' : 'Received',
		},
		el(
			'div',
			{ class: 'bubble' },
			writer && el('div', { class: 'header' }, writer),
			message.reply_to_message &&
				el('div', { class: 'quoted' }, summary({ message: message.reply_to_message })),
			file && mediaElement(file),
			placeOf(message),
			contactOf(message),
			words && el('div', { class: 'text', 'data-test': 'telegram-text' }, words),
			other && el('div', { class: 'text', 'data-test': 'telegram-text' }, other),
			message.edit_date && el('span', { class: 'footer edited' }, 'edited'),
			el('time', { datetime: new Date(shown.at).toISOString() }, time(shown.at)),
		),
		buttonsOf(shown, deeds),
		reaction &&
			el(
				'span',
				{ class: 'reactions', 'data-test': 'telegram-reaction', 'aria-label': `Reaction ${reaction}` },
				reaction,
			),
		toolsOf(shown, deeds),
	);
}
