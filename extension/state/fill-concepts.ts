import type { CrmField } from '../../shared/domain/crm-record.ts';
import type { Template, TemplateSlot } from '../../shared/domain/template.ts';

/** What a value is about, as far as templates ask for it. */
export type Concept =
	| 'first-name'
	| 'last-name'
	| 'full-name'
	| 'agent'
	| 'company'
	| 'order'
	| 'tracking'
	| 'date'
	| 'time'
	| 'amount'
	| 'email'
	| 'phone'
	| 'city'
	| 'address'
	| 'product'
	| 'code'
	| 'link';

// In this order: "delivery address" is an address before it is a delivery, "order date" a date before it is an order.
const BY_WORDS: readonly (readonly [Concept, RegExp])[] = [
	[
		'first-name',
		/\b(first|given|fore) ?name\b|\bvorname\b|\bnombre de pila\b|\bpr[ée]nom\b|\bprimeiro nome\b/,
	],
	['last-name', /\b(last|family|sur) ?name\b|\bnachname\b|\bapellidos?\b|\bsobrenome\b/],
	['agent', /\b(agent|manager|seller|consultant|rep|responsible|sales ?person|advisor|signed in user)\b/],
	['company', /\b(company|business|organi[sz]ation|firm|firma|unternehmen|empresa)\b/],
	['email', /\be ?mail\b/],
	['phone', /\b(phone|mobile|tel|telefon|telefono|telefone)\b/],
	['link', /\b(url|link|website|web)\b/],
	['date', /\b(date|day|datum|fecha|data|deadline|appointment|until|termin)\b/],
	['time', /\b(time|hour|uhrzeit|hora)\b/],
	['amount', /\b(amount|price|total|sum|budget|cost|value|sale|betrag|preis|precio|importe|valor)\b/],
	['tracking', /\b(tracking|shipment|parcel|sendung)\b/],
	['order', /\b(order|invoice|booking|reservation|case|ticket|bestellung|rechnung|pedido|auftrag)\b/],
	['city', /\b(city|town|stadt|ort|ciudad|cidade)\b/],
	['address', /\b(address|street|adresse|stra(ss|ß)e|direcci[oó]n|endere[çc]o)\b/],
	['product', /\b(product|item|article|model|course|service|produkt|artikel|producto|produto)\b/],
	['code', /\b(code|coupon|voucher|pin|gutschein)\b/],
	['full-name', /\b(full ?name|customer|client|contact|name|kunde|nombre|nome|nom)\b/],
];

const GREETING =
	/(^|[\s,.!*_])(hi|hello|hey|dear|hallo|guten tag|liebe[rs]?|hola|ol[áa]|oi|bonjour|ciao)[\s,*_]*$/i;

/** What a text of a label or a variable's name is about, or null. */
export function conceptOfWords(text: string): Concept | null {
	const plain = text
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.toLowerCase()
		.trim();
	for (const [concept, pattern] of BY_WORDS) if (pattern.test(plain)) return concept;
	return null;
}

/** What a field of the page is about: by its key, which is the adapter's own word, then by its label. */
export function conceptOfField(field: CrmField): Concept | null {
	const part = field.key.slice(field.key.lastIndexOf('.') + 1);
	// A lead's name is the matter, not a person.
	if (/^(lead|deal|company)\.name$/.test(field.key))
		return field.key.startsWith('company') ? 'company' : null;
	const byKey = /^\d+$/.test(part) ? null : conceptOfWords(part);
	return byKey ?? conceptOfWords(field.label);
}

/** What a slot asks for. Not sure when only the text around it or its sample tells. */
export function conceptOfSlot(
	template: Template,
	slot: TemplateSlot,
): { concept: Concept | null; sure: boolean } {
	if (slot.part === 'button') {
		const concept = slot.kind === 'code' ? 'code' : conceptOfWords(slot.name);
		return { concept, sure: false };
	}
	if (!/^\d+$/.test(slot.name)) {
		const concept = conceptOfWords(slot.name);
		return { concept, sure: concept !== null };
	}
	const before = textBefore(template, slot);
	if (GREETING.test(before)) return { concept: 'first-name', sure: true };
	// The nearest words count: "Your order {{1}}", "on {{2}}".
	const near = conceptOfWords(
		before
			.replace(/\{\{.*?\}\}/g, ' ')
			.trim()
			.split(/\s+/)
			.slice(-3)
			.join(' '),
	);
	const shape = slot.sample === null ? null : shapeOf(slot.sample);
	if (near !== null && (shape === null || shape === near)) return { concept: near, sure: true };
	return { concept: shape ?? near, sure: false };
}

/** The text that a slot of a header, a body or a card stands in. */
export function slotText(template: Template, slot: TemplateSlot): string {
	if (slot.card !== null) return template.cards?.[slot.card]?.body ?? '';
	return slot.part === 'header' && template.header?.kind === 'text' ? template.header.text : template.body;
}

/** The template's text up to a slot, at most sixty characters of it; empty for buttons. */
export function textBefore(template: Template, slot: TemplateSlot): string {
	if (slot.part === 'button') return '';
	const text = slotText(template, slot);
	const at = text.search(new RegExp(`\\{\\{\\s*${slot.name}\\s*\\}\\}`));
	return text.slice(Math.max(0, at - 60), Math.max(0, at));
}

/** What a value looks like, where its form alone tells. */
export function shapeOf(value: string): Concept | null {
	const text = value.trim();
	if (/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text)) return 'email';
	if (/^https?:\/\//i.test(text)) return 'link';
	if (/^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/.test(text)) return 'date';
	// "24 November", "24. November 2026", "24 de novembro", "November 24th, 2026".
	if (
		/^\d{1,2}\.? (de )?\p{L}{3,}\.?( (de )?\d{4})?$|^\p{L}{3,} \d{1,2}(st|nd|rd|th)?(, \d{4})?$/iu.test(text)
	)
		return 'date';
	if (/^\d{1,2}[:.]\d{2}( ?[ap]m)?$/i.test(text)) return 'time';
	if (/^(€|\$|£|R\$|US\$)\s?\d|\d\s?(€|\$|£|EUR|USD|GBP|BRL)$/i.test(text)) return 'amount';
	if (/^\+\d[\d\s()-]{7,}$/.test(text)) return 'phone';
	if (/^(#|[A-Z]{1,4}-?)\d{3,}$|^\d{4,9}$/i.test(text)) return 'order';
	return null;
}
