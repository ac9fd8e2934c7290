import { control, el, soon } from './dom.js';

const by = id => document.getElementById(id);

const TIERS = ['TIER_50', 'TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'];
const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'];
const LEVELS = ['STANDARD', 'HIGH', 'NOT_APPLICABLE'];
const STATES = ['CONNECTED', 'PENDING', 'OFFLINE', 'FLAGGED', 'RESTRICTED', 'RATE_LIMITED', 'BANNED'];
const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'];
const RESTRICTIONS = [
	'RESTRICTED_BIZ_INITIATED_MESSAGING',
	'RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
	'RESTRICTED_UTILITY_TEMPLATES',
	'RESTRICTED_ADD_PHONE_NUMBER_ACTION',
];
const REASONS = [
	'PROMOTIONAL',
	'SCAM',
	'ABUSIVE_CONTENT',
	'INVALID_FORMAT',
	'INCORRECT_CATEGORY',
	'TAG_CONTENT_MISMATCH',
];
const PAUSES = [
	['first', 'pause 3 hours'],
	['second', 'pause 6 hours'],
	['disable', 'disable'],
	['unpause', 'unpause'],
];

/** `TIER_2K` → `tier 2k`. */
const words = code => code.toLowerCase().replaceAll('_', ' ');

async function act(name, wish) {
	try {
		by('problem').textContent = '';
		await control(name, wish);
	} catch (error) {
		by('problem').textContent = error.message;
	}
}

/** A list to choose from; `choose` gets the value. `hint` is a first line that is no choice. */
function chooser(options, { value = '', label, test, hint = null }, choose) {
	const pairs = options.map(option => (Array.isArray(option) ? option : [option, words(option)]));
	const lines = pairs.map(([key, text]) => el('option', { value: key, selected: key === value }, text));
	if (hint !== null) lines.unshift(el('option', { value: '', selected: true }, hint));
	const select = el('select', { 'aria-label': label, 'data-test': test }, ...lines);
	select.addEventListener('change', () => {
		if (select.value !== '') choose(select.value);
		if (hint !== null) select.value = '';
	});
	return select;
}

function setting(text, input) {
	return el('div', { class: 'setting' }, el('span', {}, text), input);
}

function numberCard(number, state) {
	const { id } = number;
	const choose = (label, options, value, key, command = 'standing') =>
		setting(
			label,
			chooser(options, { value, label: `${label} of ${id}`, test: `${key}-${id}` }, chosen =>
				act(command, { number: id, [key]: chosen }),
			),
		);
	const restricted = number.restrictions
		.filter(one => one.until > state.now)
		.map(one => `${words(one.type)} until ${new Date(one.until).toLocaleString('en-GB')}`);
	const restrict = chooser(
		RESTRICTIONS,
		{ label: `Restrict ${id}`, test: `restrict-${id}`, hint: 'for 1 day …' },
		type => act('restrict', { number: id, type, days: 1 }),
	);
	return el(
		'article',
		{ class: 'card', 'data-test': `reviewer-${id}` },
		el('h3', {}, `${number.verifiedName} · ${id}`),
		el('p', { class: 'hint', 'data-test': `opened-${id}` }, `${state.opened[id]} people opened in 24 hours.`),
		choose('Messaging limit', TIERS, state.tiers[id], 'tier', 'limit'),
		choose('Quality', QUALITIES, number.quality, 'quality'),
		choose('Status', STATES, number.phoneStatus, 'status'),
		choose('Throughput', LEVELS, number.throughputLevel, 'throughput'),
		setting('Restrict', restrict),
		...restricted.map(text => el('p', { class: 'hint' }, text)),
	);
}

function templateCard(template, number) {
	const which = { number, name: template.name, language: template.language };
	const name = `${template.name} in ${template.language}`;
	const text = template.components.find(part => part.type === 'BODY')?.text ?? '';
	const facts = [
		template.language,
		words(template.category),
		`quality ${words(template.quality)}`,
		template.rejectedReason !== 'NONE' && words(template.rejectedReason),
		template.correctCategory && `becomes ${words(template.correctCategory)}`,
		template.pausedUntil && `until ${new Date(template.pausedUntil).toLocaleTimeString('en-GB')}`,
	].filter(Boolean);
	const approve = el(
		'button',
		{
			type: 'button',
			class: 'button',
			'data-test': 'approve',
			'aria-label': `Approve ${name}`,
			onclick: () => act('template-status', { ...which, status: 'APPROVED' }),
		},
		'Approve',
	);
	const menu = (options, test, hint, choose) =>
		chooser(options, { label: `${hint} ${name}`, test, hint: `${hint} …` }, choose);
	return el(
		'article',
		{
			class: 'template',
			'data-test': 'template',
			'data-name': template.name,
			'data-language': template.language,
		},
		el(
			'header',
			{},
			el('h3', {}, template.name),
			el(
				'span',
				{ class: `status ${template.status.toLowerCase()}`, 'data-test': 'template-status' },
				words(template.status),
			),
			el('span', {}, facts.join(' · ')),
		),
		el('p', { class: 'words' }, text),
		el(
			'div',
			{ class: 'actions' },
			approve,
			menu(REASONS, 'reject', 'Reject', reason =>
				act('template-status', { ...which, status: 'REJECTED', reason }),
			),
			menu(PAUSES, 'pause', 'Pause', step => act('template-pause', { ...which, step })),
			menu(QUALITIES, 'quality', 'Quality', quality => act('template-quality', { ...which, quality })),
			menu(CATEGORIES, 'category', 'Category', category =>
				act('template-category', { ...which, category, state: 'done' }),
			),
			menu(CATEGORIES, 'category-soon', 'Announce category', category =>
				act('template-category', { ...which, category, state: 'pending' }),
			),
		),
	);
}

/** What needs a decision comes first, then the newest. */
function inOrder(one, other) {
	const waits = template => (template.status === 'PENDING' ? 1 : 0);
	return waits(other) - waits(one) || other.createdAt - one.createdAt;
}

async function refresh() {
	// A list that is open must not go away below the pointer.
	if (document.activeElement?.closest?.('#numbers select, #templates select')) return;
	const state = await control('state');
	by('numbers').replaceChildren(...state.numbers.map(number => numberCard(number, state)));
	const account = by('account');
	if (account.options.length === 0) {
		account.append(...state.numbers.map(({ id, verifiedName }) => el('option', { value: id }, verifiedName)));
	}
	if (document.activeElement !== by('after')) by('after').value = String(state.reviewer.afterMs);
	by('mode').value = state.reviewer.mode;
	const number = state.numbers.find(one => one.id === account.value);
	const own = state.templates.filter(template => template.wabaId === number?.wabaId).sort(inOrder);
	by('templates').replaceChildren(...own.map(template => templateCard(template, account.value)));
}

const plan = () => act('reviewer', { mode: by('mode').value, afterMs: Number(by('after').value) });
const later = soon(refresh, 150);
by('account').addEventListener('change', refresh);
by('mode').addEventListener('change', plan);
by('after').addEventListener('change', plan);
document.addEventListener('change', event => {
	event.target.blur();
	later();
});
document.addEventListener('focusout', later);
new EventSource('/sandbox/events').addEventListener('message', later);
