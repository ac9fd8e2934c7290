// The demo CRM's page, written as such pages are: one global object, content swapped in late, the History API.
(() => {
	const holder = document.getElementById('page_holder');
	const version = document.body.dataset.version;
	const slow = document.body.dataset.slow;
	let visit = 0;

	const card = /^\/(?:chats\/.*\/)?(leads|contacts|companies|customers)\/(?:detail\/(\d+)|add)/;
	const constants = {
		user: {
			id: 7,
			name: 'Lena Fuchs',
			login: 'lena@shop.example',
			amojo_id: 'b7a6f2de',
			theme: 'light',
			api_key: '',
		},
		account: {
			id: 31000001,
			subdomain: location.hostname.split('.')[0],
			name: 'Demo CRM',
			users: { 7: 'Lena Fuchs' },
			currency: 'EUR',
		},
		managers: { 7: { id: 7, title: 'Lena Fuchs', active: true } },
		version,
	};
	const APP = {
		lang_id: 'en',
		element_types: { contacts: 1, leads: 2, companies: 3, customers: 12 },
		data: { is_card: false, current_card: false, current_entity: '' },
		widgets: { list: { demo_calls: {}, demo_tasks: {} }, system: {} },
		constant: name => constants[name],
		getBaseEntity: () => card.exec(location.pathname)?.[1] ?? location.pathname.split('/')[1] ?? '',
		isCard: () => APP.data.is_card,
		getWidgetsArea: () => (APP.data.is_card ? `${APP.getBaseEntity()}_card` : APP.getBaseEntity()),
		getV3WidgetsArea: () => `${APP.getBaseEntity()}.${APP.data.is_card ? 'card' : 'list'}`,
	};
	window.APP = APP;
	window.AMOCRM = APP;

	function element(tag, className, text = '') {
		const made = document.createElement(tag);
		made.className = className;
		made.textContent = text;
		return made;
	}

	function placeholder() {
		const cardHolder = element('div', '');
		cardHolder.id = 'card_holder';
		const fake = element('div', 'card-holder__fields_fake');
		fake.id = 'card_fake';
		for (let line = 0; line < 6; line += 1) fake.append(element('div', 'plug'));
		cardHolder.append(fake);
		return cardHolder;
	}

	/** A document from the server; an XHR, because a strict page may not make HTML from strings. */
	function fetchDocument(method, url, body) {
		return new Promise((resolve, reject) => {
			const request = new XMLHttpRequest();
			request.open(method, url);
			request.responseType = 'document';
			request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
			request.onload = () => {
				const served = request.getResponseHeader('X-Core-Version');
				if (served && served !== version) location.href = document.URL;
				else resolve({ document: request.response, leadId: request.getResponseHeader('X-Lead-Id') });
			};
			request.onerror = () => reject(new Error('The CRM does not answer.'));
			request.send(body);
		});
	}

	const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

	async function show() {
		visit += 1;
		const mine = visit;
		APP.data.is_card = false;
		APP.data.current_card = false;
		holder.replaceChildren(placeholder());
		markMenu();
		const delay = slow === '' ? 300 + Math.random() * 600 : Number(slow);
		const [answer] = await Promise.all([
			fetchDocument('GET', `/ajax${location.pathname}${location.search}`),
			wait(delay),
		]);
		if (mine !== visit) return;
		document.title = answer.document.title;
		holder.replaceChildren(...[...answer.document.body.childNodes].map(node => document.adoptNode(node)));
		collapse();
		const match = card.exec(location.pathname);
		APP.data.current_entity = APP.getBaseEntity();
		APP.data.is_card = match !== null;
		if (match) {
			const id = Number(match[2] ?? 0);
			constants.card_id = id;
			constants.card_element = { name: document.getElementById('person_n')?.value ?? '' };
			APP.data.current_card = { id, new_card: id === 0, main_user: 7 };
		}
	}

	function markMenu() {
		for (const item of document.querySelectorAll('.nav__menu__item')) {
			item.classList.toggle('nav__menu__item-selected', item.dataset.entity === APP.getBaseEntity());
		}
	}

	/** All contacts but the open one are there, but hidden. */
	function collapse() {
		for (const item of document.querySelectorAll('#contacts_list > .linked-forms__item')) {
			const fields = item.querySelector('.linked-form__fields');
			if (fields) fields.style.display = item.classList.contains('linked-forms__item-active') ? '' : 'none';
		}
	}

	function go(href) {
		const url = new URL(href, location.href);
		// The mode of the first page stays with its followers.
		for (const key of ['csp', 'slow']) {
			const value = new URLSearchParams(location.search).get(key);
			if (value !== null) url.searchParams.set(key, value);
		}
		history.pushState(null, '', url);
		void show();
	}

	async function save() {
		if (APP.getBaseEntity() !== 'leads' && !location.pathname.includes('/leads/')) return show();
		const form = new FormData(document.getElementById('edit_card'));
		const wasNew = form.get('ID') === '0';
		const { document: answer, leadId } = await fetchDocument(
			'POST',
			'/ajax/leads/detail/',
			new URLSearchParams([...form]),
		);
		document
			.getElementById('contacts_list')
			?.replaceWith(document.adoptNode(answer.getElementById('contacts_list')));
		collapse();
		document.title = answer.title;
		if (!wasNew) return undefined;
		document.querySelector('#edit_card input[name="ID"]').value = leadId;
		document.getElementById('add_tags').append(element('span', 'tag tag_id', `#${leadId}`));
		history.replaceState(null, '', `/leads/detail/${leadId}${location.search}`);
		constants.card_id = Number(leadId);
		APP.data.current_card = { id: Number(leadId), new_card: false, main_user: 7 };
		return undefined;
	}

	function checkedIds() {
		return [...document.querySelectorAll('#list_table .list-row[data-id] input[type=checkbox]:checked')].map(
			box => box.value,
		);
	}

	function showMultipleActions() {
		document.getElementById('list_multiple_actions')?.remove();
		const boxes = [...document.querySelectorAll('#list_table .list-row[data-id] input[type=checkbox]')];
		const ids = checkedIds();
		for (const box of boxes) box.closest('label').classList.toggle('is-checked', box.checked);
		const all = document.getElementById('list_all_checker');
		all.checked = ids.length === boxes.length;
		all
			.closest('label')
			.classList.toggle('control-checkbox-dash', ids.length > 0 && ids.length < boxes.length);
		if (ids.length === 0) return;
		const bar = element('div', 'list-multiple-actions');
		bar.id = 'list_multiple_actions';
		const inner = element('div', 'list-multiple-actions__inner');
		const actions = element('div', 'list-multiple-actions__actions-wrapper');
		const total = element('span', '', `Selected ${ids.length}`);
		total.id = 'multiple_total';
		for (const [type, name] of [
			['reassign', 'Reassign'],
			['add_task', 'Add task'],
			['manage_tags', 'Edit tags'],
			['delete', 'Delete'],
		]) {
			const item = element('div', 'list-multiple-actions__item js-list-multiple-actions__item', name);
			item.dataset.type = type;
			actions.append(item);
		}
		inner.append(total, actions);
		bar.append(inner);
		document.getElementById('list_table').prepend(bar);
	}

	async function addNote() {
		const box = document.querySelector('.js-note');
		const [, entity, id] = card.exec(location.pathname) ?? [];
		if (!box.value.trim() || !id) return;
		const body = JSON.stringify([{ note_type: 'common', params: { text: box.value.trim() } }]);
		await fetch(`/api/v4/${entity}/${id}/notes`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body,
		});
		const note = element('div', 'feed-note-wrapper feed-note-wrapper-note');
		const paragraph = element('p', 'feed-note__message_paragraph', box.value.trim());
		const wrap = element('div', 'feed-note');
		wrap.append(paragraph);
		note.append(wrap);
		document.querySelector('.js-notes').append(note);
		box.value = '';
	}

	document.addEventListener('click', event => {
		const link = event.target.closest('a.js-navigate-link');
		if (link && !event.ctrlKey && !event.metaKey && event.button === 0) {
			event.preventDefault();
			go(link.getAttribute('href'));
			return;
		}
		const name = event.target.closest('#contacts_list .js-linked-name-control');
		if (name) {
			const opened = name.closest('.linked-forms__item');
			for (const item of document.querySelectorAll('#contacts_list > .linked-forms__item')) {
				item.classList.toggle('linked-forms__item-active', item === opened);
			}
			collapse();
		}
		if (event.target.closest('#save_and_close_contacts_link')) void save();
		if (event.target.closest('.js-card-cancel')) history.back();
		if (event.target.closest('.js-note-submit')) void addNote();
	});
	document.addEventListener('change', event => {
		if (event.target.id === 'list_all_checker') {
			for (const box of document.querySelectorAll('#list_table .list-row[data-id] input[type=checkbox]'))
				box.checked = event.target.checked;
		}
		if (event.target.closest('#list_table')) showMultipleActions();
	});
	window.addEventListener('popstate', () => void show());
	void show();
})();
