import { describe, expect, it } from 'vitest';
import { fieldOf, readPage, recordOf, savedPage } from './kommo-page.ts';

const LEAD = '/leads/detail/1001';

describe('kommo.read on a lead', () => {
	const record = recordOf(savedPage('lead'), LEAD);

	it('tells which record it is', () => {
		expect(record).toMatchObject({
			crm: 'kommo',
			kind: 'lead',
			id: '1001',
			title: 'Website order',
			url: 'https://acme.kommo.com/leads/detail/1001',
			user: null,
		});
	});

	it('lists the contacts in the card’s order, then the company that has a phone', () => {
		expect(record.contacts.map(({ id, name, isMain }) => [id, name, isMain])).toEqual([
			['501', 'Ana Souza', true],
			['502', 'Bruno Alves', false],
			['503', 'Clara Meier', false],
			['601', 'Souza Bikes', false],
		]);
	});

	it('reads each phone as kept and as shown, with its label, and not the empty row', () => {
		expect(record.contacts[0]?.phones).toEqual([
			{ raw: '5511987654321', shown: '+55 11 98765-4321', label: 'Mobile' },
			{ raw: '551133334444 ext 12', shown: '+55 11 3333-4444 ext. 12', label: 'Work' },
			{ raw: '1122221111', shown: '(11) 2222-1111', label: 'Fax' },
		]);
	});

	it('reads a collapsed contact like an open one', () => {
		expect(record.contacts[1]).toMatchObject({ incomplete: false, phones: [{ raw: '4915550100200' }] });
	});

	it('calls a contact incomplete that Kommo holds back', () => {
		expect(record.contacts[2]).toMatchObject({ incomplete: true, phones: [] });
	});

	it('gives the fields that have a value, by stable keys', () => {
		expect(Object.fromEntries(record.fields.map(({ key, value }) => [key, value]))).toEqual({
			'lead.name': 'Website order',
			'lead.budget': '12 500',
			'lead.status': 'Offer sent',
			'lead.responsible': 'Mara Lindt',
			'lead.cf.1205': 'W-2041',
			'lead.cf.1207': 'Website',
			'lead.cf.1211': 'Bicycles, Helmets',
			'lead.cf.1213': '24.11.2026',
			'lead.cf.1215': 'Ring twice\nSecond floor',
			'lead.cf.1217': 'Yes',
			'contact.501.name': 'Ana Souza',
			'contact.501.first_name': 'Ana',
			'contact.501.last_name': 'Souza',
			'contact.501.phone': '+55 11 98765-4321',
			'contact.501.phone.2': '+55 11 3333-4444 ext. 12',
			'contact.501.phone.3': '(11) 2222-1111',
			'contact.501.email': 'ana.souza@example.com',
			'contact.501.cf.77': 'Head of purchasing',
			'contact.502.name': 'Bruno Alves',
			'contact.502.first_name': 'Bruno',
			'contact.502.last_name': 'Alves',
			'contact.502.phone': '+49 1555 0100200',
			'contact.503.name': 'Clara Meier',
			'contact.503.first_name': 'Clara',
			'contact.503.last_name': 'Meier',
			'company.601.name': 'Souza Bikes',
			'company.601.phone': '+55 11 4000-1000',
		});
		expect(record.fields.find(({ key }) => key === 'lead.cf.1207')?.label).toBe('Source');
	});

	it('knows the place of every field, and one place per phone', () => {
		const reading = readPage(savedPage('lead'), LEAD);
		if (reading.state !== 'record') throw new Error('no record');
		expect([...reading.places.keys()]).toEqual(reading.record.fields.map(({ key }) => key));
		expect(reading.phones.map(({ contactId, phone }) => [contactId, phone.raw])).toEqual([
			['501', '5511987654321'],
			['501', '551133334444 ext 12'],
			['501', '1122221111'],
			['502', '4915550100200'],
			['601', '551140001000'],
		]);
		expect(new Set(reading.phones.map(({ element }) => element)).size).toBe(5);
	});

	it('reads the same below an opened chat', () => {
		const chat = recordOf(savedPage('lead'), '/chats/77/leads/detail/1001');
		expect(chat).toEqual(record);
	});

	it('takes no phone from the feed', () => {
		expect(JSON.stringify(record)).not.toContain('555 0199');
	});

	it('is plain data', () => {
		expect(structuredClone(record)).toEqual(record);
	});
});

describe('kommo.read on other cards', () => {
	it('gives a lead without contacts its number for a title', () => {
		const record = recordOf(savedPage('lead-without-contact'), '/leads/detail/1002');
		expect(record).toMatchObject({ title: '#1002', contacts: [] });
	});

	it('has no id for a card that is not saved, nor for its new contact', () => {
		const record = recordOf(savedPage('lead-new'), '/leads/add');
		expect(record).toMatchObject({
			kind: 'lead',
			id: null,
			title: 'Call back Monday',
			url: 'https://acme.kommo.com/leads/add',
		});
		expect(record.contacts).toMatchObject([
			{ id: null, name: 'Dora New', phones: [{ raw: '447700900123' }], incomplete: false },
		]);
	});

	it('reads what one may see but not change', () => {
		const record = recordOf(savedPage('lead-read-only'), '/leads/detail/1003');
		expect(fieldOf(record, 'lead.responsible')).toBe('Otto Faber');
		expect(fieldOf(record, 'lead.cf.1205')).toBe('W-2050');
		expect(record.contacts[0]?.phones).toHaveLength(1);
	});

	it('takes a contact’s phones from the card itself', () => {
		const record = recordOf(savedPage('contact'), '/contacts/detail/501');
		expect(record).toMatchObject({ kind: 'contact', id: '501', title: 'Ana Souza' });
		expect(record.contacts).toMatchObject([
			{ id: '501', isMain: true, phones: [{ label: 'Mobile' }, { label: 'Work' }] },
		]);
		expect(fieldOf(record, 'contact.501.email')).toBe('ana.souza@example.com');
	});

	it('lists a company’s own phone first, then its contacts', () => {
		const record = recordOf(savedPage('company'), '/companies/detail/601');
		expect(record.contacts.map(({ id, phones }) => [id, phones.length])).toEqual([
			['601', 1],
			['501', 1],
			['502', 1],
		]);
	});

	it('reads a customer', () => {
		const record = recordOf(savedPage('customer'), '/customers/detail/3001');
		expect(record).toMatchObject({ kind: 'customer', id: '3001', contacts: [{ id: '501' }] });
	});
});

describe('kommo.read while there is nothing to read', () => {
	it('is loading while the placeholder stands', () => {
		expect(readPage(savedPage('lead-loading'), LEAD).state).toBe('loading');
	});

	it('is loading while the card of the record before still stands', () => {
		expect(readPage(savedPage('lead'), '/leads/detail/1002').state).toBe('loading');
		expect(readPage(savedPage('contact'), '/contacts/detail/502').state).toBe('loading');
		expect(readPage(savedPage('lead'), '/leads/add').state).toBe('loading');
	});

	it('takes a card that was saved just now and got its address first', () => {
		const page = savedPage('lead-new');
		expect(recordOf(page, '/leads/detail/1044').id).toBe('1044');
	});

	it('calls a list a list', () => {
		for (const path of [
			'/leads/list/',
			'/leads/pipeline/9',
			'/contacts/list/companies/',
			'/customers/list/',
		]) {
			expect(recordOf(savedPage('leads-list'), path)).toMatchObject({
				kind: 'list',
				id: null,
				contacts: [],
			});
		}
	});

	it('has nothing to say elsewhere', () => {
		for (const path of ['/dashboard/', '/settings/widgets/', '/chats/', '/leadsx/detail/1']) {
			expect(readPage(savedPage('lead'), path).state).toBe('none');
		}
	});

	it('does not break on half a page', () => {
		const page = savedPage('lead');
		for (const element of page.querySelectorAll('input, .linked-form__field__label')) element.remove();
		expect(recordOf(page, LEAD).contacts).toHaveLength(3);
	});
});
