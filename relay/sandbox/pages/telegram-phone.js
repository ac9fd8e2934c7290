import { control, el, soon, toBase64 } from './dom.js';
import { messageElement, summary } from './telegram-message.js';

const by = id => document.getElementById(id);
const parameters = new URLSearchParams(location.search);
/** Where the customer stands who sends a place. */
const PLACE = { type: 'location', latitude: 52.5163, longitude: 13.3777 };

let customer = parameters.get('customer')?.replace(/^\s/, '+') ?? '';
/** A group's id; empty for the person's own chat with the bot. */
let group = parameters.get('chat') ?? '';
let person = null;
let chat = null;
/** The message that is answered or edited: `{ how: 'reply' | 'edit', shown }`. */
let about = null;
let shownBefore = '';
/** Pressed buttons that the bot has not answered: query id → `message:data`. */
const pressed = new Map();

const where = () => (group ? { chat: group } : {});

function fail(error) {
	by('problem').textContent = error ? error.message : '';
	by('problem').hidden = !error;
}

async function act(command, wish = {}) {
	fail(null);
	try {
		const result = await control(`telegram-${command}`, { customer, ...wish });
		setAbout(null);
		return result;
	} catch (error) {
		fail(error);
		return null;
	}
}

const write = message =>
	act('writes', { ...where(), message, ...(about?.how === 'reply' && { replyTo: about.shown.messageId }) });

function setAbout(next) {
	about = next;
	by('quote').hidden = !next;
	by('quote-text').textContent = next
		? `${next.how === 'edit' ? 'Edit' : 'Answer to'}: ${summary(next.shown)}`
		: '';
	if (next?.how === 'edit') by('text').value = next.shown.message.text ?? next.shown.message.caption;
	if (next) by('text').focus();
}

const deeds = {
	answer: shown => setAbout({ how: 'reply', shown }),
	edit: shown => setAbout({ how: 'edit', shown }),
	waiting: (messageId, data) => [...pressed.values()].includes(`${messageId}:${data}`),
	async press(shown, data) {
		const result = await act('presses', { ...where(), message: shown.messageId, button: data });
		if (!result) return;
		pressed.set(result.queryId, `${shown.messageId}:${data}`);
		refresh();
	},
};

async function showPeople() {
	const answer = await fetch(`/sandbox/chats?customer=${encodeURIComponent(customer)}`);
	const { people, customer: found } = await answer.json();
	customer = found?.phone ?? people[0].phone;
	if (found && !people.some(one => one.phone === customer)) people.unshift(found);
	by('customer').replaceChildren(
		...people.map(one =>
			el('option', { value: one.phone, selected: one.phone === customer }, `${one.name} ${one.phone}`),
		),
	);
	by('customer').value = customer;
}

async function showChats() {
	const found = await control('telegram-chats', { customer });
	person = found.person;
	by('about').textContent =
		`${person.username ? `@${person.username}, id` : 'No username, id'} ${person.userId}`;
	const groups = found.chats.filter(one => one.type !== 'private');
	if (group && !groups.some(one => one.id === group)) group = '';
	for (const id of ['chat-label', 'chat-choice']) by(id).hidden = groups.length === 0;
	by('chat-choice').replaceChildren(
		el('option', { value: '' }, 'Lindenblatt (bot)'),
		...groups.map(one => el('option', { value: one.id, selected: one.id === group }, one.title)),
	);
	by('chat-choice').value = group;
}

async function showMessages() {
	const found = await control('telegram-messages', group ? { chat: group } : { customer });
	for (const query of pressed.keys())
		if ((await control('telegram-answered', { query })).answered) pressed.delete(query);
	chat = found.chat;
	by('chat-title').textContent = group ? (chat?.title ?? '') : 'Lindenblatt';
	by('block').textContent = chat?.bot === 'blocked' ? 'Unblock the bot' : 'Block the bot';
	by('block').hidden = group !== '' || chat === null;
	showKeyboard();
	const next = JSON.stringify([found.messages, [...pressed.values()]]);
	if (next === shownBefore) return;
	shownBefore = next;
	// A message ends it (providers.md §7.5).
	if (found.messages.at(-1)?.from === 'bot') by('typing').textContent = '';
	const isMine = shown => shown.message.from.id === person.userId;
	const log = by('messages');
	const items = found.messages.map(shown => messageElement(shown, isMine(shown), deeds));
	const empty = el('p', { class: 'empty' }, 'This person has not started the bot. Press Start.');
	log.replaceChildren(...(items.length > 0 ? items : [empty]));
	log.scrollTop = log.scrollHeight;
}

function showKeyboard() {
	const rows = chat?.keyboard?.keyboard ?? [];
	by('keyboard').hidden = rows.length === 0;
	by('keyboard').replaceChildren(
		...rows.map(row =>
			el(
				'div',
				{},
				...row.map(button => {
					const press = () => {
						if (button.request_location) return write(PLACE);
						return button.request_contact
							? act('shares-contact')
							: write({ type: 'text', text: button.text });
					};
					return el(
						'button',
						{ type: 'button', class: 'button', 'data-test': 'telegram-key', onclick: press },
						button.text,
					);
				}),
			),
		),
	);
}

const refresh = soon(() => void showChats().then(showMessages).catch(fail), 40);

let typingTimer = 0;
function showTyping(chatId) {
	if (chatId !== chat?.id) return;
	by('typing').textContent = 'typing…';
	clearTimeout(typingTimer);
	typingTimer = setTimeout(() => {
		by('typing').textContent = '';
	}, 5000);
}

function open() {
	shownBefore = '';
	setAbout(null);
	fail(null);
	by('typing').textContent = '';
	const query = new URLSearchParams({ customer, ...(group && { chat: group }) });
	history.replaceState(null, '', `/telegram-phone?${query}`);
	refresh();
}

/** The payload of a pasted link, or what was typed. */
function payloadOf(text) {
	const typed = text.trim();
	return URL.canParse(typed) ? (new URL(typed).searchParams.get('start') ?? '') : typed;
}

by('customer').addEventListener('change', () => {
	customer = by('customer').value;
	group = '';
	open();
});
by('chat-choice').addEventListener('change', () => {
	group = by('chat-choice').value;
	open();
});
by('start').addEventListener('submit', event => {
	event.preventDefault();
	const payload = payloadOf(by('payload').value);
	by('payload').value = '';
	void act('start', payload ? { payload } : {});
});
by('block').addEventListener('click', () => void act(chat?.bot === 'blocked' ? 'unblocks' : 'blocks'));
by('own-number').addEventListener('click', () => void act('shares-contact'));
by('place').addEventListener('click', () => void write(PLACE));
by('voice').addEventListener('click', () => void write({ type: 'voice' }));
by('quote-cancel').addEventListener('click', () => setAbout(null));
by('compose').addEventListener('submit', event => {
	event.preventDefault();
	const text = by('text').value;
	if (text.trim() === '') return;
	by('text').value = '';
	if (about?.how === 'edit') void act('edits', { ...where(), message: about.shown.messageId, text });
	else void write({ type: 'text', text });
});
by('file').addEventListener('change', async () => {
	const file = by('file').files[0];
	by('file').value = '';
	if (!file) return;
	const kinds = { image: 'photo', video: 'video', audio: 'audio' };
	const type = kinds[file.type.split('/')[0]] ?? 'document';
	const caption = by('text').value.trim();
	by('text').value = '';
	const mime = file.type || 'application/octet-stream';
	await write({ type, base64: await toBase64(file), mime, filename: file.name, ...(caption && { caption }) });
});
new EventSource('/sandbox/events').addEventListener('message', event => {
	const what = JSON.parse(event.data);
	if (what.startsWith('typing telegram:')) showTyping(what.slice('typing telegram:'.length));
	else if (what !== 'requests' && what !== 'deliveries' && !what.startsWith('typing ')) refresh();
});

try {
	by('payload').value = parameters.get('start') ?? '';
	await showPeople();
	open();
} catch (error) {
	fail(error);
}
