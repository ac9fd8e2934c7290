/** A phone or e-mail of a contact: what the page shows and what its hidden input holds. */
export interface CrmPhone {
	/** Enum id of the label: 386749 work, 386753 mobile, 386757 home, 386759 other. */
	label: number;
	shown: string;
	raw: string;
}

/** A contact or company of the demo CRM. */
export interface CrmPerson {
	id: number;
	name: string;
	phones: CrmPhone[];
	emails: string[];
	position?: string;
}

/** A lead of the demo CRM. `cut` contacts have no fields on the page until they are opened. */
export interface CrmLead {
	id: number;
	name: string;
	price: number;
	statusId: number;
	pipelineId: number;
	contactIds: number[];
	cutIds: number[];
	companyId: number | null;
	tags: string[];
	/** A card that its reader may not change. */
	readOnly: boolean;
	orderNumber: string;
	deliveryDate: string;
	notes: string[];
}

const mobile = (shown: string, raw = shown.replace(/[^\d+]/g, '')): CrmPhone => ({
	label: 386753,
	shown,
	raw,
});
const work = (shown: string, raw = shown.replace(/[^\d+]/g, '')): CrmPhone => ({ label: 386749, shown, raw });
const home = (shown: string, raw = shown.replace(/[^\d+]/g, '')): CrmPhone => ({ label: 386757, shown, raw });

/** Ten people, most of them the sandbox's customers. Contact 510 has a number that fails on purpose. */
export const CRM_CONTACTS: readonly CrmPerson[] = [
	{
		id: 501,
		name: 'Ana Souza',
		phones: [
			mobile('+55 31 99000-0001', '5531990000001'),
			work('+49 30 23125-140'),
			home('(030) 23125 177', '03023125177'),
		],
		emails: ['ana.souza@mail.example'],
		position: 'Owner',
	},
	{ id: 502, name: 'Jonas Weber', phones: [mobile('+49 171 3920001')], emails: ['jonas@weber.example'] },
	{ id: 503, name: 'Diego Ramos', phones: [mobile('+52 55 9000 0002')], emails: [] },
	{
		id: 504,
		name: 'Oliver Nash',
		phones: [work('+44 7700 900102 ext. 12', '+447700900102 ext. 12')],
		emails: ['o.nash@nash.example'],
		position: 'Buyer',
	},
	{ id: 505, name: 'Amelia Hart', phones: [mobile('+44 7700 900101')], emails: ['amelia@hart.example'] },
	{ id: 506, name: 'Grace Coleman', phones: [mobile('+1 (415) 555-0132')], emails: [] },
	{
		id: 507,
		name: 'Camille Laurent',
		phones: [mobile('+33 6 39 98 00 11')],
		emails: ['camille@laurent.example'],
	},
	{ id: 508, name: 'Noor Haddad', phones: [mobile('+44 7700 900113')], emails: [] },
	{
		id: 509,
		name: 'Sofía Benítez',
		phones: [mobile('+54 9 11 9000-0003')],
		emails: ['sofia@benitez.example'],
	},
	{ id: 510, name: 'Morgan Reed', phones: [mobile('+44 7700 900026')], emails: [] },
];

/** The companies. */
export const CRM_COMPANIES: readonly CrmPerson[] = [
	{
		id: 701,
		name: 'Nordlicht Café',
		phones: [work('+49 30 23125-190')],
		emails: ['kontakt@nordlicht.example'],
	},
];

/** The stages of both pipelines; 142 is won and 143 lost, as in every Kommo pipeline. */
export const CRM_STAGES = [
	{ id: 53, name: 'New' },
	{ id: 55, name: 'In contact' },
	{ id: 57, name: 'Offer sent' },
	{ id: 61, name: 'Invited' },
	{ id: 63, name: 'Answered' },
	{ id: 142, name: 'Won' },
	{ id: 143, name: 'Lost' },
] as const;

const lead = (id: number, name: string, price: number, more: Partial<CrmLead>): CrmLead => ({
	id,
	name,
	price,
	statusId: 53,
	pipelineId: 9,
	contactIds: [],
	cutIds: [],
	companyId: null,
	tags: [],
	readOnly: false,
	orderNumber: '',
	deliveryDate: '',
	notes: [],
	...more,
});

/** The leads as they are after a reset. */
export function seedLeads(): CrmLead[] {
	return [
		lead(1001, 'Website order', 12500, {
			statusId: 55,
			contactIds: [501, 502],
			tags: ['vip'],
			orderNumber: 'LB-2041',
			deliveryDate: '24.11.2026',
			notes: [
				'Asked whether the large olive tree fits on a balcony of 4 m².',
				'Wants delivery in the morning.',
			],
		}),
		lead(1002, 'Balcony planting', 2480, {
			statusId: 57,
			contactIds: [505, 506, 503],
			cutIds: [503],
			orderNumber: 'LB-1988',
			deliveryDate: '02.12.2026',
			notes: ['Sent three sketches.'],
		}),
		lead(1003, 'Walk-in question', 0, { notes: ['No name left. Will come back on Saturday.'] }),
		lead(1004, 'Garden furniture', 8900, {
			statusId: 55,
			contactIds: [504],
			companyId: 701,
			orderNumber: 'LB-2050',
			deliveryDate: '28.11.2026',
		}),
		lead(1005, 'Delivery complaint', 320, {
			contactIds: [510],
			tags: ['complaint'],
			orderNumber: 'LB-1902',
			deliveryDate: '16.11.2026',
		}),
		lead(1006, 'Winter plants', 640, {
			statusId: 142,
			contactIds: [507],
			readOnly: true,
			orderNumber: 'LB-1875',
			deliveryDate: '09.11.2026',
		}),
		lead(1007, 'Wholesale request', 31000, { contactIds: [509], deliveryDate: '15.12.2026' }),
		lead(1008, 'Repeat order', 410, {
			statusId: 57,
			contactIds: [508, 502],
			orderNumber: 'LB-2061',
			deliveryDate: '30.11.2026',
		}),
	];
}
