import type { CustomerRow, NumberRow } from './model.ts';
import { canonicalWaId } from './whatsapp/wa-id.ts';

/** The sandbox's 360dialog number with its key. The phone number is from the range kept free for films in Berlin. */
export const DIALOG360_NUMBER = {
	id: 'd360-berlin',
	provider: 'dialog360',
	phoneNumberId: '360100000000001',
	wabaId: '360200000000001',
	displayPhone: '493023125100',
	verifiedName: 'Lindenblatt Berlin',
	apiKey: 'sandbox-d360-key',
} as const;

/** The sandbox's Cloud API number with its ids and secrets. */
export const CLOUD_API_NUMBER = {
	id: 'cloud-lisbon',
	provider: 'cloud-api',
	phoneNumberId: '110000000000002',
	wabaId: '120000000000002',
	displayPhone: '351210000077',
	verifiedName: 'Lindenblatt Lisboa',
	accessToken: 'sandbox-cloud-token',
	appSecret: 'sandbox-app-secret',
	verifyToken: 'sandbox-verify-token',
	apiVersion: 'v25.0',
} as const;

/** The host under which the demo CRM answers, without port. Any other `*.kommo.localhost` works as well. */
export const DEMO_CRM_HOST = 'demo.kommo.localhost';

/** The demo CRM's long-lived token, for callers without a session cookie. */
export const DEMO_CRM_TOKEN = 'sandbox-kommo-token';

/** The sandbox's partner account at 360dialog. */
export const PARTNER = { id: 'sandboxPA', key: 'sandbox-partner-key', channelId: 'sbBerl01' } as const;

/** The two numbers as they are after a reset. */
export function seedNumbers(): NumberRow[] {
	const shared = {
		webhook: null,
		throughput: 80,
		rateLimitAnswer: 'meta',
		revoked: false,
		health: 'AVAILABLE',
	} as const;
	const rows: Omit<NumberRow, keyof ReturnType<typeof standingOf>>[] = [
		{
			...shared,
			...pick(DIALOG360_NUMBER),
			token: DIALOG360_NUMBER.apiKey,
			appSecret: null,
			partnerSecret: null,
			profile: seedProfile('Everything for the balcony. Berlin.'),
		},
		{
			...shared,
			...pick(CLOUD_API_NUMBER),
			token: CLOUD_API_NUMBER.accessToken,
			appSecret: CLOUD_API_NUMBER.appSecret,
			partnerSecret: null,
			profile: seedProfile('Tudo para a varanda. Lisboa.'),
		},
	];
	return rows.map(completeNumber);
}

/** What Meta thinks of a new number. Each begins with a portfolio of its own. */
function standingOf(id: string) {
	return {
		portfolio: `portfolio-${id}`,
		quality: 'GREEN',
		phoneStatus: 'CONNECTED',
		throughputLevel: 'STANDARD',
		restrictions: [],
		lacks: [],
		partner:
			id === DIALOG360_NUMBER.id
				? { channelId: PARTNER.channelId, clientId: 'sandboxCL', status: 'ready', balance: 48.5 }
				: null,
	} satisfies Partial<NumberRow>;
}

/** The row with a new number's standing where it has none. */
export function completeNumber(row: Omit<NumberRow, keyof ReturnType<typeof standingOf>>): NumberRow {
	return { ...standingOf(row.id), ...row };
}

/** The row with what every customer has. */
export function completeCustomer(row: Omit<CustomerRow, 'marketingCapped'>): CustomerRow {
	return { marketingCapped: false, ...row };
}

function pick(number: typeof DIALOG360_NUMBER | typeof CLOUD_API_NUMBER) {
	const { id, provider, phoneNumberId, wabaId, displayPhone, verifiedName } = number;
	return { id, provider, phoneNumberId, wabaId, displayPhone, verifiedName };
}

function seedProfile(about: string): Record<string, unknown> {
	return {
		about,
		address: '',
		description: '',
		email: 'hello@shop.example',
		websites: ['https://shop.example'],
		vertical: 'RETAIL',
	};
}

/** Invented people. Numbers are from ranges reserved for fiction where the country has one. */
const PEOPLE: readonly [name: string, phone: string, country: string, extra?: Partial<CustomerRow>][] = [
	['Jonas Weber', '+491713920001', 'DE'],
	['Miriam Vogt', '+491760406902', 'DE'],
	['Amelia Hart', '+447700900101', 'GB'],
	['Oliver Nash', '+447700900102', 'GB'],
	['Grace Coleman', '+14155550132', 'US'],
	['Camille Laurent', '+33639980011', 'FR'],
	['Linnea Berg', '+46701740610', 'SE'],
	['Ruby Walsh', '+61491570156', 'AU'],
	['Ana Souza', '+5531990000001', 'BR'],
	['Diego Ramos', '+525590000002', 'MX', { waId: '5215590000002' }],
	['Sofía Benítez', '+5491190000003', 'AR'],
	['Noor Haddad', '+447700900113', 'GB', { username: 'noor.h', showsPhone: false }],
	['Nils Brandt', '+491713920014', 'DE', { username: 'nils_b' }],
];

/** The seeded customers, a dozen ordinary ones. Those who fail on purpose are in `magic-numbers.ts`. */
export function seedCustomers(): CustomerRow[] {
	return PEOPLE.map(([name, phone, country, extra], index) => {
		const digits = phone.slice(1);
		const userId = `${country}.${String(70_000_000_000_001 + index * 7919)}`;
		return {
			id: digits,
			name,
			phone,
			waId: canonicalWaId(digits),
			userId,
			username: null,
			showsPhone: true,
			marketingCapped: false,
			...extra,
		};
	});
}
