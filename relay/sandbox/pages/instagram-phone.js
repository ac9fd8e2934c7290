import { control, el, soon } from './dom.js';
import { messageElement, summary } from './instagram-message.js';
import { postElement } from './instagram-posts.js';

const by = id => document.getElementById(id);
const parameters = new URLSearchParams(location.search);

let customer = parameters.get('customer')?.replace(/^\s/, '+') ?? '';
let quoted = null;
let shownMessages = '';
let shownPosts = '';

function fail(error) {
	by('problem').textContent = error ? error.message : '';
	by('problem').hidden = !error;
}

/** Does something as this person; what goes wrong is shown. */
async function act(command, wish = {}) {
	fail(null);
	try {
		return await control(`instagram-${command}`, { customer, ...wish });
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
	const answer = await fetch(`/sandbox/chats?customer=${encodeURIComponent(customer)}`);
	const { people } = await answer.json();
	if (customer === '') customer = people[0].phone;
	by('customer').replaceChildren(
		...people.map(person =>
			el('option', { value: person.phone, selected: person.phone === customer }, person.name),
		),
	);
	by('customer').value = customer;
}

async function showChat() {
	const chat = await control('instagram-chat', { customer });
	by('about').textContent = `@${chat.username}`;
	document.title = `${chat.username} · Instagram`;
	const next = JSON.stringify(chat.messages.map(({ seen, ...rest }) => rest));
	if (next !== shownMessages) {
		shownMessages = next;
		const empty = el('p', { class: 'empty' }, 'No message yet. A business cannot write first.');
		const items = chat.messages.map(message => messageElement(message, chat.messages, { act, quote }));
		by('messages').replaceChildren(...(items.length > 0 ? items : [empty]));
		by('messages').scrollTop = by('messages').scrollHeight;
	}
	const isUnseen = chat.messages.some(message => message.from === 'business' && !message.seen);
	if (isUnseen && document.visibilityState === 'visible') await act('sees');
}

async function showPosts() {
	const { posts } = await control('instagram-posts');
	const next = JSON.stringify(posts);
	// Somebody may be writing a comment: only news redraws.
	if (next === shownPosts) return;
	shownPosts = next;
	const open = new Set([...document.querySelectorAll('.post[open]')].map(one => one.dataset.id));
	by('posts').replaceChildren(...posts.map(post => postElement(post, act, open.has(post.id))));
}

async function showAccount() {
	const state = await control('instagram-state');
	by('title').textContent = state.username;
	by('type').value = state.type;
	by('human-agent').checked = state.humanAgent;
	const facts = [
		['App ID', state.app.appId],
		['App secret', state.app.appSecret],
		['Account', `@${state.username} (${state.accountId})`],
		['Callback', state.webhook?.url ?? 'none yet'],
		['Subscribed', state.subscribed.join(', ') || 'nothing'],
	];
	by('facts').replaceChildren(
		...facts.flatMap(([label, value]) => [el('dt', {}, label), el('dd', { class: 'mono' }, value)]),
	);
}

const refresh = soon(() => void Promise.all([showChat(), showPosts(), showAccount()]).catch(fail), 40);

async function toBase64(file) {
	const bytes = new Uint8Array(await file.arrayBuffer());
	let text = '';
	for (let at = 0; at < bytes.length; at += 0x8000)
		text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}

by('customer').addEventListener('change', () => {
	customer = by('customer').value;
	history.replaceState(null, '', `/instagram-phone?${new URLSearchParams({ customer })}`);
	quote(null);
	refresh();
});
by('quote-cancel').addEventListener('click', () => quote(null));
by('compose').addEventListener('submit', async event => {
	event.preventDefault();
	const text = by('text').value;
	if (text.trim() === '') return;
	by('text').value = '';
	await act('writes', { text, ...(quoted && { replyTo: quoted.id }) });
	quote(null);
});
by('file').addEventListener('change', async () => {
	const [file] = by('file').files;
	if (!file) return;
	const top = file.type.split('/')[0];
	const type = ['image', 'video', 'audio'].includes(top) ? top : 'file';
	const mime = file.type || 'application/octet-stream';
	await act('writes', { attachments: [{ type, base64: await toBase64(file), mime }] });
	by('file').value = '';
});
by('heart').addEventListener('click', () => act('writes', { attachments: [{ type: 'like_heart' }] }));
by('unsupported').addEventListener('click', () => act('writes', { unsupported: true }));
by('story-mention').addEventListener('click', () => act('mentions-in-story'));
by('story-reply').addEventListener('click', async () => {
	const text = by('text').value.trim() || 'Nice story!';
	by('text').value = '';
	await act('replies-to-story', { text });
});
by('callback').addEventListener('submit', async event => {
	event.preventDefault();
	fail(null);
	const wish = { url: by('callback-url').value.trim(), verifyToken: by('callback-token').value.trim() };
	await control('instagram-webhook', wish).catch(fail);
});
by('app-compose').addEventListener('submit', async event => {
	event.preventDefault();
	const text = by('app-text').value;
	by('app-text').value = '';
	if (text.trim() !== '') await act('app-writes', { text });
});
by('type').addEventListener('change', () =>
	control('instagram-set-account', { type: by('type').value }).catch(fail),
);
by('human-agent').addEventListener('change', () =>
	control('instagram-set-account', { humanAgent: by('human-agent').checked }).catch(fail),
);
by('test-button').addEventListener('click', () => control('instagram-test-button').catch(fail));
by('revoke').addEventListener('click', () => control('instagram-revoke').catch(fail));

try {
	await showPeople();
	refresh();
	const stream = new EventSource('/sandbox/events');
	stream.addEventListener('message', () => refresh());
} catch (error) {
	fail(error);
}
