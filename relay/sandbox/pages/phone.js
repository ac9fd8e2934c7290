import { control, el, soon, toBase64 } from './dom.js';
import { messageElement, summary } from './phone-message.js';

const by = id => document.getElementById(id);
const parameters = new URLSearchParams(location.search);

let customer = parameters.get('customer')?.replace(/^\s/, '+') ?? '';
let number = parameters.get('number') ?? '';
let customerId = '';
let quoted = null;
let stream = null;
let shown = '';
let atEnd = true;
let lastHeight = 0;

async function read(path) {
	const response = await fetch(path);
	if (!response.ok) throw new Error((await response.json()).error);
	return response.json();
}

function fail(error) {
	by('problem').textContent = error ? error.message : '';
	by('problem').hidden = !error;
}

async function act(message) {
	fail(null);
	atEnd = true;
	const context =
		quoted && ['text', 'image', 'video', 'audio', 'document'].includes(message.type)
			? { context: quoted.id }
			: {};
	try {
		await control('customer-writes', { customer, number, message, ...context });
		quote(null);
	} catch (error) {
		fail(error);
	}
}

function quote(message) {
	quoted = message;
	by('quote').hidden = !message;
	by('quote-text').textContent = message ? `Answer to: ${summary(message)}` : '';
	if (message) by('text').focus();
}

async function showPeople() {
	const { people, customer: found } = await read(`/sandbox/chats?customer=${encodeURIComponent(customer)}`);
	if (!found) customer = people[0].phone;
	else customer = found.phone;
	if (!people.some(person => person.phone === customer)) people.unshift(found);
	by('customer').replaceChildren(
		...people.map(person =>
			el(
				'option',
				{ value: person.phone, selected: person.phone === customer },
				`${person.name} ${person.phone}`,
			),
		),
	);
	by('customer').value = customer;
	const person = people.find(one => one.phone === customer);
	by('about').textContent =
		person?.showsPhone === false ? 'Writes under a username: businesses do not see this number.' : '';
	document.title = `${person?.name ?? customer} · Phone`;
}

async function showChats() {
	const { chats, customer: owner } = await read(`/sandbox/chats?customer=${encodeURIComponent(customer)}`);
	customerId = owner.id;
	by('chats').replaceChildren(
		...chats.map(chat => {
			const open = {
				type: 'button',
				class: 'row',
				'data-test': 'phone-chat',
				'data-number': chat.number,
				onclick: () => openChat(chat.number),
			};
			const last = chat.last ? summary(chat.last) : chat.phone;
			const at = chat.last
				? new Date(chat.last.at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
				: '';
			return el(
				'li',
				{},
				el(
					'button',
					open,
					el('span', { class: 'face', 'aria-hidden': 'true' }, chat.name.split(' ').at(-1)?.[0] ?? ''),
					el('span', { class: 'name' }, chat.name),
					el('time', {}, at),
					el('span', { class: 'last' }, last),
					chat.unread > 0 &&
						el(
							'span',
							{ class: 'unread', 'data-test': 'phone-unread', 'aria-label': `${chat.unread} unread` },
							String(chat.unread),
						),
				),
			);
		}),
	);
}

async function showMessages() {
	if (!number) return;
	const chat = await read(
		`/sandbox/chat?customer=${encodeURIComponent(customer)}&number=${encodeURIComponent(number)}`,
	);
	if (chat.number !== number) return;
	by('chat-title').textContent = chat.name;
	// Statuses are of no interest on this side, so they must not redraw what somebody is about to tap.
	const next = JSON.stringify(chat.messages.map(({ status, ...rest }) => rest));
	if (next === shown) return;
	shown = next;
	const log = by('messages');
	const empty = el('p', { class: 'empty' }, 'No message yet. Write one below.');
	const items = chat.messages.map(message => messageElement(message, chat.messages, act, quote));
	log.replaceChildren(...(items.length > 0 ? items : [empty]));
	stayAtEnd();
	for (const media of log.querySelectorAll('img, video')) {
		media.addEventListener(media.tagName === 'IMG' ? 'load' : 'loadedmetadata', stayAtEnd);
	}
}

/** Keeps the newest message in sight, unless somebody scrolled up to read. */
function stayAtEnd() {
	const log = by('messages');
	if (atEnd) log.scrollTop = log.scrollHeight;
	lastHeight = log.scrollHeight;
}

const refresh = soon(() => void Promise.all([showChats(), showMessages()]).catch(fail), 40);

/** One stream for the page; naming the chat keeps it open on the customer's side, which reads what arrives. */
function listen() {
	stream?.close();
	const chat = number ? `?customer=${encodeURIComponent(customer)}&number=${encodeURIComponent(number)}` : '';
	stream = new EventSource(`/sandbox/events${chat}`);
	stream.addEventListener('message', event => {
		const what = JSON.parse(event.data);
		if (what === 'reset') shown = '';
		if (what.startsWith('typing ')) showTyping(what.slice(7));
		else if (what !== 'requests' && what !== 'deliveries') refresh();
	});
}

let typingTimer = 0;
function showTyping(chatId) {
	if (chatId !== `${number}:${customerId}`) return;
	by('typing').textContent = 'typing…';
	clearTimeout(typingTimer);
	typingTimer = setTimeout(() => {
		by('typing').textContent = '';
	}, 5000);
}

function remember() {
	const query = new URLSearchParams({ customer, ...(number && { number }) });
	history.replaceState(null, '', `/phone?${query}`);
}

function openChat(next) {
	number = next;
	shown = '';
	by('list').hidden = number !== '';
	by('chat').hidden = number === '';
	by('messages').replaceChildren();
	atEnd = true;
	by('typing').textContent = '';
	quote(null);
	fail(null);
	remember();
	listen();
	if (number) by('text').focus();
}

by('customer').addEventListener('change', async () => {
	customer = by('customer').value;
	openChat('');
	await showPeople();
});
by('messages').addEventListener('scroll', () => {
	const log = by('messages');
	// A scroll that comes with a new height is the content's doing, not the reader's.
	if (log.scrollHeight === lastHeight) atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
	lastHeight = log.scrollHeight;
});
by('back').addEventListener('click', () => openChat(''));
by('quote-cancel').addEventListener('click', () => quote(null));
by('compose').addEventListener('submit', async event => {
	event.preventDefault();
	const text = by('text').value;
	if (text.trim() === '') return;
	by('text').value = '';
	await act({ type: 'text', text });
});
by('file').addEventListener('change', async () => {
	const file = by('file').files[0];
	by('file').value = '';
	if (!file) return;
	const top = file.type.split('/')[0];
	const type = ['image', 'video', 'audio'].includes(top) ? top : 'document';
	const caption = type === 'audio' ? '' : by('text').value.trim();
	if (caption) by('text').value = '';
	const mime = file.type || 'application/octet-stream';
	const named = type === 'document' ? { filename: file.name } : {};
	await act({ type, base64: await toBase64(file), mime, ...named, ...(caption && { caption }) });
});

try {
	await showPeople();
	openChat(number);
} catch (error) {
	fail(error);
}
