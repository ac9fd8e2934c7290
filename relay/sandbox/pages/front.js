import { control, el, soon } from './dom.js';

const by = id => document.getElementById(id);

const FAULTS = [
	['webhooks', 'held', 'Hold webhooks back', 'switch'],
	['webhooks', 'twice', 'Deliver each webhook twice', 'switch'],
	['webhooks', 'lateMs', 'Deliver webhooks late (ms)', 'count'],
	['webhooks', 'shuffleMs', 'Collect and mix the order (ms)', 'count'],
	['webhooks', 'batch', 'Changes in one webhook', 'count'],
	['webhooks', 'batchEntries', 'Each change in an entry of its own', 'switch'],
	['send', 'loseAnswer', 'Next sends: accepted, answer lost', 'count'],
	['send', 'cut', 'Next sends: not accepted, no answer', 'count'],
	['send', 'serverError', 'Next sends: HTTP 500', 'count'],
	['send', 'rateLimit', 'Next sends: rate limit', 'count'],
	['send', 'slowMs', 'Answer sends slowly (ms)', 'count'],
	['calls', 'failTimes', 'Next calls of any kind: HTTP 500', 'count'],
];

function copyable(text) {
	const button = el('button', { type: 'button', class: 'copy mono', title: 'Copy' }, text);
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(text);
		button.classList.add('done');
		setTimeout(() => button.classList.remove('done'), 1500);
	});
	return button;
}

function numberCard(number, url) {
	const cloud = number.provider === 'cloud-api';
	const facts = [
		['Phone', `+${number.displayPhone}`],
		['Address', `${url}/${cloud ? 'cloud-api' : 'dialog360'}`],
		...(cloud
			? [
					['Phone number id', number.phoneNumberId],
					['WABA id', number.wabaId],
					['Access token', number.token],
					['App secret', number.appSecret],
				]
			: [['API key', number.token]]),
	];
	return el(
		'article',
		{ class: 'card', 'data-test': `number-${number.id}` },
		el('h3', {}, `${number.verifiedName} · ${cloud ? 'Cloud API' : '360dialog'}`),
		el(
			'dl',
			{},
			...facts.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, copyable(value))]),
			el('dt', {}, 'Webhook'),
			el('dd', {}, number.webhook ? number.webhook.url : 'none registered yet'),
		),
	);
}

/** The sandbox's bot: its token is all that a channel needs. */
function telegramCard({ bot }, url) {
	const facts = [
		['Bot', `@${bot.username}`],
		['Address', `${url}/telegram`],
		['Bot token', bot.token],
	];
	return el(
		'article',
		{ class: 'card', 'data-test': 'number-telegram' },
		el('h3', {}, `${bot.name} · Telegram`),
		el(
			'dl',
			{},
			...facts.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, copyable(value))]),
			el('dt', {}, 'Webhook'),
			el('dd', {}, bot.webhook?.url ?? 'none registered yet'),
		),
	);
}

/** What lets a channel into the fake Instagram: its page of consent does the rest. */
function instagramCard(account, url) {
	const facts = [
		['Account', `@${account.username}`],
		['Address', `${url}/instagram`],
		['App ID', account.app.appId],
		['App secret', account.app.appSecret],
	];
	return el(
		'article',
		{ class: 'card', 'data-test': 'number-instagram' },
		el('h3', {}, `${account.name} · Instagram`),
		el(
			'dl',
			{},
			...facts.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, copyable(value))]),
			el('dt', {}, 'Webhook'),
			el('dd', {}, account.webhook?.url ?? 'none yet: paste it on the Instagram page'),
		),
	);
}

function personRow(person) {
	const named = person.showsPhone ? `+${person.waId}` : `${person.userId} (phone hidden)`;
	return el(
		'tr',
		{},
		el('td', {}, person.name + (person.username ? ` (@${person.username})` : '')),
		el('td', {}, copyable(person.phone)),
		el('td', {}, el('span', { class: 'mono' }, named)),
		el('td', {}, el('a', { href: `/phone?customer=${encodeURIComponent(person.phone)}` }, 'Open phone')),
	);
}

function faultRow(faults, [group, key, label, kind]) {
	const value = faults[group][key];
	const input =
		kind === 'switch'
			? el('input', { type: 'checkbox', role: 'switch', checked: value })
			: el('input', { type: 'number', min: key === 'batch' ? '1' : '0', value: String(value) });
	input.setAttribute('data-test', `fault-${key}`);
	input.addEventListener('change', () =>
		control('faults', { [group]: { [key]: kind === 'switch' ? input.checked : Number(input.value) } }),
	);
	return el('label', { class: 'fault' }, el('span', {}, label), input);
}

function requestRow(entry, provider) {
	const time = new Date(entry.at).toLocaleTimeString('en-GB');
	const body = entry.body ? JSON.stringify(entry.body) : '';
	const path = entry.path.replace(/\?.*/, '').replace(/^\/(dialog360|cloud-api|telegram|instagram)/, '');
	return el(
		'tr',
		{ 'data-test': 'request' },
		el('td', {}, time),
		el('td', {}, entry.numberId ?? provider),
		el('td', {}, el('code', {}, `${entry.method} ${path}`)),
		el('td', { class: entry.status === 200 ? '' : 'bad' }, entry.status === 0 ? 'cut' : String(entry.status)),
		el('td', { class: 'body mono', title: body }, body),
	);
}

async function refresh() {
	const [state, { requests }, instagram] = await Promise.all([
		control('state'),
		control('requests', { limit: 60 }),
		control('instagram-state'),
	]);
	by('summary').textContent =
		`${state.messages} messages, ${state.pending} webhooks waiting, ${state.dropped} dropped without a webhook address, ${state.violations} oddities in calls.`;
	by('numbers').replaceChildren(
		...state.numbers.map(number => numberCard(number, state.url)),
		telegramCard(state.telegram, state.url),
		instagramCard(instagram, state.url),
	);
	by('people').replaceChildren(...state.customers.slice(0, 40).map(personRow));
	by('magic').replaceChildren(
		...state.magicNumbers.map(magic =>
			el(
				'tr',
				{},
				el('td', {}, copyable(magic.phone)),
				el('td', { class: 'wrap' }, magic.label),
				el('td', {}, magic.code ? String(magic.code) : '–'),
			),
		),
	);
	if (!by('faults').contains(document.activeElement)) {
		const group = name =>
			FAULTS.filter(fault => fault[0] === name).map(fault => faultRow(state.faults, fault));
		by('faults').replaceChildren(
			el('div', { class: 'card' }, el('h3', {}, 'Webhooks'), ...group('webhooks')),
			el('div', { class: 'card' }, el('h3', {}, 'Sending'), ...group('send'), ...group('calls')),
		);
	}
	const rows = requests.reverse().map(entry => requestRow(entry, entry.provider));
	const empty = el('tr', {}, el('td', { colspan: '5', class: 'hint' }, 'No call yet.'));
	by('requests').replaceChildren(...(rows.length > 0 ? rows : [empty]));
}

by('crm-link').href = `http://demo.kommo.localhost:${location.port || 80}/leads/detail/1001`;
by('reset').addEventListener('click', async () => {
	if (confirm('Forget all chats, files, faults and webhook addresses?')) await control('reset');
});
new EventSource('/sandbox/events').addEventListener('message', soon(refresh, 200));
