import { CRM_CONTACTS, type CrmLead, type CrmPerson, type CrmPhone } from './crm-data.ts';

/** The second pipeline of the demo CRM: people who are invited to a spring sale. It is what long lists are tried with. */
export const SPRING_PIPELINE = 11;
/** Its first stage, with 120 leads, and its second, with ten. */
export const SPRING_INVITED = 61;
export const SPRING_ANSWERED = 63;

const INVITED = 120;
const ANSWERED = 10;
/** Below the other leads' ids, so that a new lead still follows those. */
const FIRST_LEAD = 801;
const FIRST_CONTACT = 2001;

const FIRST_NAMES =
	'Alma Bela Cora Dario Edda Fabio Greta Henri Ilka Jonte Karla Levin Mika Nelly Orson Pola Quirin Runa Sami Tilda Ugo Vera Wim Yara'.split(
		' ',
	);
const LAST_NAMES =
	'Ackerby Birkmoor Castelho Dunwell Elmquist Fjordan Grauhof Hollering Inverby Jardim Kestel Lindqvist Marwood Nordahl Ostrova Pereval Quillmann Rosenby Sommerau Tallis'.split(
		' ',
	);

/** Ranges that regulators keep for fiction, or numbers that are obviously invented; two digits at the end are free. */
const RANGES: readonly ((serial: string) => string)[] = [
	serial => `+49 171 39200${serial}`,
	serial => `+44 7700 9006${serial}`,
	serial => `+1 415 555 01${serial}`,
	serial => `+33 6 39 98 01 ${serial}`,
	serial => `+46 70 174 06 ${serial}`,
	serial => `+55 31 99000-01${serial}`,
	serial => `+52 55 9000 01${serial}`,
	serial => `+54 9 11 9000-01${serial}`,
];

function phone(index: number, label: number): CrmPhone {
	const range = RANGES[index % RANGES.length] as (serial: string) => string;
	const shown = range(String(10 + Math.floor(index / RANGES.length)));
	return { label, shown, raw: shown.replace(/[^\d+]/g, '') };
}

/**
 * What makes a list of real people awkward, by the lead's place in it: nobody to write to, somebody without a number, one
 * person in two leads, two people in one, several numbers, a number that is none.
 */
const hasNobody = (place: number) => place % 30 === 11;
const hasNoPhone = (place: number) => place % 20 === 7;
const sharesContact = (place: number) => place % 25 === 5;
const hasTwoContacts = (place: number) => place % 15 === 3;
const hasTwoPhones = (place: number) => place % 12 === 1;
const WORDS_FOR_PHONE = 90;

function person(place: number): CrmPerson {
	const first = FIRST_NAMES[place % FIRST_NAMES.length] ?? '';
	const last = LAST_NAMES[(place * 7 + Math.floor(place / FIRST_NAMES.length)) % LAST_NAMES.length] ?? '';
	const phones = hasNoPhone(place)
		? []
		: [phone(place, 386753), ...(hasTwoPhones(place) ? [phone(place + 400, 386749)] : [])];
	const words: CrmPhone = { label: 386759, shown: 'ask at the desk', raw: 'ask at the desk' };
	return {
		id: FIRST_CONTACT + place,
		name: `${first} ${last}`,
		phones: place === WORDS_FOR_PHONE ? [words] : phones,
		emails: place % 4 === 0 ? [`${first}.${last}@mail.example`.toLowerCase()] : [],
	};
}

/** The people behind the list. Those of the second hundred are second contacts. */
export const SPRING_CONTACTS: readonly CrmPerson[] = Array.from(
	{ length: INVITED + ANSWERED },
	(_, place) => place,
).flatMap(place =>
	hasNobody(place) || sharesContact(place)
		? []
		: hasTwoContacts(place)
			? [person(place), { ...person(place + 200), id: FIRST_CONTACT + place + 200 }]
			: [person(place)],
);

/** Everybody in the demo CRM. */
export const ALL_CONTACTS: readonly CrmPerson[] = [...CRM_CONTACTS, ...SPRING_CONTACTS];

/** The leads of the list as they are after a reset. */
export function springLeads(): CrmLead[] {
	return Array.from({ length: INVITED + ANSWERED }, (_, place) => ({
		id: FIRST_LEAD + place,
		name: `Spring sale ${place + 1}`,
		price: 120 + place * 15,
		statusId: place < INVITED ? SPRING_INVITED : SPRING_ANSWERED,
		pipelineId: SPRING_PIPELINE,
		contactIds: contactIds(place),
		cutIds: [],
		companyId: null,
		tags: ['spring'],
		readOnly: false,
		orderNumber: `SP-${100 + place}`,
		deliveryDate: '',
		notes: [],
	}));
}

function contactIds(place: number): number[] {
	if (hasNobody(place)) return [];
	const first = FIRST_CONTACT + (sharesContact(place) ? place - 1 : place);
	return hasTwoContacts(place) ? [first, FIRST_CONTACT + place + 200] : [first];
}
