import type { TemplateButton, TemplateComponent, TemplateRow } from './model.ts';
import { CLOUD_API_NUMBER, DIALOG360_NUMBER } from './seed.ts';

type Draft = Pick<TemplateRow, 'name' | 'language' | 'category' | 'components'> & Partial<TemplateRow>;

const body = (text: string, ...samples: string[]): TemplateComponent =>
	samples.length > 0 ? { type: 'BODY', text, example: { body_text: [samples] } } : { type: 'BODY', text };
const namedBody = (text: string, samples: Record<string, string>): TemplateComponent => ({
	type: 'BODY',
	text,
	example: {
		body_text_named_params: Object.entries(samples).map(([param_name, example]) => ({ param_name, example })),
	},
});
const footer = (text: string): TemplateComponent => ({ type: 'FOOTER', text });
const textHeader = (text: string, sample?: string): TemplateComponent =>
	sample
		? { type: 'HEADER', format: 'TEXT', text, example: { header_text: [sample] } }
		: { type: 'HEADER', format: 'TEXT', text };
const mediaHeader = (format: 'IMAGE' | 'VIDEO' | 'DOCUMENT'): TemplateComponent => ({
	type: 'HEADER',
	format,
	example: { header_handle: [`4::sample-${format.toLowerCase()}`] },
});
const buttons = (...list: TemplateButton[]): TemplateComponent => ({ type: 'BUTTONS', buttons: list });
const quickReply = (text: string): TemplateButton => ({ type: 'QUICK_REPLY', text });

const DRAFTS: readonly Draft[] = [
	{
		name: 'hello',
		language: 'en_US',
		category: 'UTILITY',
		components: [body('Hello! This is our shop on WhatsApp. How can we help you?')],
	},
	{
		name: 'hello',
		language: 'de',
		category: 'UTILITY',
		components: [body('Hallo! Hier ist unser Laden auf WhatsApp. Wie können wir helfen?')],
	},
	{
		name: 'hello',
		language: 'pt_BR',
		category: 'UTILITY',
		components: [body('Olá! Aqui é a nossa loja no WhatsApp. Como podemos ajudar?')],
	},
	{
		name: 'order_update',
		language: 'en_US',
		category: 'UTILITY',
		components: [
			body(
				'Hi {{1}}, your order {{2}} was handed to the carrier and should arrive on {{3}}.',
				'Amelia',
				'LB-2041',
				'24 November',
			),
			footer('Lindenblatt'),
		],
	},
	{
		name: 'order_update',
		language: 'de',
		category: 'UTILITY',
		components: [
			body(
				'Hallo {{1}}, deine Bestellung {{2}} ist unterwegs und kommt voraussichtlich am {{3}} an.',
				'Jonas',
				'LB-2041',
				'24. November',
			),
			footer('Lindenblatt'),
		],
	},
	{
		name: 'order_update',
		language: 'pt_BR',
		category: 'UTILITY',
		components: [
			body('Olá {{1}}, seu pedido {{2}} já saiu e deve chegar em {{3}}.', 'Ana', 'LB-2041', '24 de novembro'),
			footer('Lindenblatt'),
		],
	},
	{
		name: 'appointment_reminder',
		language: 'en_US',
		category: 'UTILITY',
		parameterFormat: 'NAMED',
		components: [
			textHeader('See you soon'),
			namedBody('Hello {{first_name}}, we expect you on {{date}} at {{time}}. Does that still suit you?', {
				first_name: 'Grace',
				date: '2 December',
				time: '10:30',
			}),
			buttons(quickReply('Yes, I will come'), quickReply('Please move it')),
		],
	},
	{
		name: 'appointment_reminder',
		language: 'de',
		category: 'UTILITY',
		parameterFormat: 'NAMED',
		components: [
			textHeader('Bis bald'),
			namedBody('Hallo {{first_name}}, wir erwarten dich am {{date}} um {{time}} Uhr. Passt das noch?', {
				first_name: 'Miriam',
				date: '2. Dezember',
				time: '10:30',
			}),
			buttons(quickReply('Ja, passt'), quickReply('Bitte verschieben')),
		],
	},
	{
		name: 'payment_reminder',
		language: 'en_US',
		category: 'UTILITY',
		components: [
			textHeader('Invoice {{1}}', 'R-3307'),
			body(
				'Dear {{1}}, the amount of {{2}} was due on {{3}}. Please tell us if it is already on its way.',
				'Mr Nash',
				'£48.00',
				'14 November',
			),
			footer('This is a friendly reminder'),
		],
	},
	{
		name: 'delivery_note',
		language: 'en_US',
		category: 'UTILITY',
		components: [
			mediaHeader('DOCUMENT'),
			body('Hi {{1}}, here is the delivery note for order {{2}}. Thank you!', 'Ruby', 'LB-1988'),
		],
	},
	{
		name: 'spring_collection',
		language: 'en_US',
		category: 'MARKETING',
		components: [
			mediaHeader('IMAGE'),
			body(
				'Hello {{1}}, the new balcony plants have arrived. The first hundred orders travel for free.',
				'Camille',
			),
			footer('Reply STOP to hear no more offers'),
			buttons(quickReply('Show me'), quickReply('Stop offers')),
		],
	},
	{
		name: 'parcel_tracking',
		language: 'en_US',
		category: 'UTILITY',
		components: [
			body('Your parcel {{1}} left our house. Follow it with the button below.', 'LB-2041'),
			buttons(
				{
					type: 'URL',
					text: 'Follow the parcel',
					url: 'https://shop.example/track/{{1}}',
					example: ['https://shop.example/track/LB-2041'],
				},
				{ type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+493023125100' },
			),
		],
	},
	{
		name: 'welcome_gift',
		language: 'pt_BR',
		category: 'MARKETING',
		components: [
			body('Olá {{1}}, este é o seu presente de boas-vindas. Use o código no carrinho.', 'Ana'),
			buttons({ type: 'COPY_CODE', text: 'Copy offer code', example: ['BEMVINDO10'] }),
		],
	},
	{
		name: 'login_code',
		language: 'en_US',
		category: 'AUTHENTICATION',
		components: [
			{
				type: 'BODY',
				text: '*{{1}}* is your verification code. For your security, do not share this code.',
				add_security_recommendation: true,
				example: { body_text: [['123456']] },
			},
			{ type: 'FOOTER', text: 'This code expires in 10 minutes.', code_expiration_minutes: 10 },
			buttons({
				type: 'URL',
				text: 'Copy code',
				url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
				example: ['https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp123456'],
			}),
		],
	},
	{
		name: 'flash_sale',
		language: 'en_US',
		category: 'MARKETING',
		status: 'PAUSED',
		quality: 'RED',
		components: [
			body('Only today: every pot at half the price. Come by, {{1}}, we are open until eight.', 'Oliver'),
		],
	},
	{
		name: 'win_a_phone',
		language: 'en_US',
		category: 'MARKETING',
		status: 'REJECTED',
		rejectedReason: 'SCAM',
		components: [body('Dear {{1}}, you have won. Send us your card number to receive the prize.', 'Oliver')],
	},
	{
		name: 'review_request',
		language: 'de',
		category: 'MARKETING',
		status: 'PENDING',
		components: [
			body('Hallo {{1}}, wie gefallen dir die Pflanzen? Wir freuen uns über eine Bewertung.', 'Miriam'),
		],
	},
	{
		name: 'old_newsletter',
		language: 'en_US',
		category: 'MARKETING',
		status: 'DISABLED',
		quality: 'RED',
		components: [body('Our newsletter for {{1}} is here. Enjoy reading it.', 'March')],
	},
];

/** The templates of both business accounts as they are after a reset; a month old. */
export function seedTemplates(now: number): TemplateRow[] {
	return [DIALOG360_NUMBER.wabaId, CLOUD_API_NUMBER.wabaId].flatMap((wabaId, account) =>
		DRAFTS.map((draft, index) =>
			completeTemplate({
				id: `${account + 7}0010000000${String(index + 1).padStart(3, '0')}`,
				wabaId,
				status: 'APPROVED',
				rejectedReason: 'NONE',
				parameterFormat: 'POSITIONAL',
				quality: 'GREEN',
				createdAt: now - 30 * 86_400_000,
				...draft,
			}),
		),
	);
}

const NEW_TEMPLATE = { reviewAt: null, pausedUntil: null, correctCategory: null, edits: [] };

/** The row with what a template has that nothing happened to. */
export function completeTemplate(row: Omit<TemplateRow, keyof typeof NEW_TEMPLATE>): TemplateRow {
	return { ...NEW_TEMPLATE, edits: [], ...row };
}
