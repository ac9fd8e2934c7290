import { isSample } from './check-new-template-variables.ts';
import { type Fields, isObject } from './read-body.ts';
import { templateError } from './template-error.ts';

/** How many of each kind one message may have. */
const MAX: Record<string, number> = { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 };
const MAX_BUTTONS = 10;
const MAX_LABEL = 25;

/** The kind of a button as Meta writes it. */
export function buttonKind(button: Fields): string {
	return String(button.type ?? '').toUpperCase();
}

/** The buttons of a component; throws when it has none or something else. */
export function buttonsOf(part: Fields, place: string): Fields[] {
	const { buttons } = part;
	if (!Array.isArray(buttons) || buttons.length === 0 || !buttons.every(isObject))
		throw templateError('missing', `${place}: component is missing expected field(s) (buttons).`);
	return buttons;
}

/** Throws unless Meta takes these buttons: each by itself, how many of each kind, and their order. */
export function checkNewButtons(part: Fields, place: string): void {
	const buttons = buttonsOf(part, place);
	if (buttons.length > MAX_BUTTONS)
		throw templateError('other', `${place}: a template has at most ${MAX_BUTTONS} buttons.`);
	const kinds = buttons.map(buttonKind);
	for (const kind of new Set(kinds)) {
		const max = MAX[kind];
		if (max === undefined) throw templateError('other', `${place}: a button of type "${kind}" is not taken.`);
		if (kinds.filter(one => one === kind).length > max)
			throw templateError('other', `${place}: at most ${max} buttons of type ${kind} are allowed.`);
	}
	for (const [index, button] of buttons.entries()) checkButton(button, `${place}, button ${index + 1}`);
	const changes = kinds.filter(
		(kind, index) => index > 0 && (kind === 'QUICK_REPLY') !== (kinds[index - 1] === 'QUICK_REPLY'),
	);
	if (changes.length > 1)
		throw templateError('other', `${place}: quick replies and other buttons must not be mixed: group them.`);
}

function checkButton(button: Fields, place: string): void {
	const kind = buttonKind(button);
	if (kind === 'COPY_CODE') {
		checkCode(button, place);
		return;
	}
	checkLabel(button.text, place);
	if (kind === 'URL') checkUrl(button, place);
	if (kind === 'PHONE_NUMBER') checkPhone(button, place);
}

/** A label is 1 to 25 characters long. */
export function checkLabel(text: unknown, place: string): void {
	if (!isSample(text)) throw templateError('missing', `${place}: missing expected field (text).`);
	if ([...text].length > MAX_LABEL)
		throw templateError('long', `${place}: the text has more than ${MAX_LABEL} characters.`);
}

function checkUrl(button: Fields, place: string): void {
	const { url } = button;
	if (!isSample(url)) throw templateError('missing', `${place}: missing expected field (url).`);
	if (url.length > 2000) throw templateError('long', `${place}: the url has more than 2000 characters.`);
	const variables = url.match(/\{\{|\}\}/g) ?? [];
	if (variables.length > 0 && (variables.length !== 2 || !/\{\{1\}\}$/.test(url)))
		throw templateError('other', `${place}: a url has one variable at most, {{1}}, and only at its end.`);
	const fixed = url.replace('{{1}}', '');
	const parsed = URL.canParse(fixed) ? new URL(fixed) : null;
	if (!parsed || !/^https?:$/.test(parsed.protocol) || /\s/.test(url))
		throw templateError('other', `${place}: the url is not valid.`);
	const [example] = Array.isArray(button.example) ? (button.example as unknown[]) : [button.example];
	if (variables.length > 0 && !isSample(example))
		throw templateError('missing', `${place}: missing expected field (example).`);
	if (variables.length === 0 && button.example !== undefined)
		throw templateError('other', `${place}: a url without a variable takes no example.`);
}

function checkPhone(button: Fields, place: string): void {
	const { phone_number: phone } = button;
	if (!isSample(phone)) throw templateError('missing', `${place}: missing expected field (phone_number).`);
	if (phone.length > 20)
		throw templateError('long', `${place}: the phone number has more than 20 characters.`);
	if (!/^\+?[\d\-() .]+$/.test(phone) || !/\d{3}/.test(phone.replace(/\D/g, '')))
		throw templateError('other', `${place}: the phone number is not valid.`);
}

function checkCode(button: Fields, place: string): void {
	const [code] = Array.isArray(button.example) ? (button.example as unknown[]) : [button.example];
	if (!isSample(code)) throw templateError('missing', `${place}: missing expected field (example).`);
	if (!/^[a-z0-9]{1,20}$/i.test(code))
		throw templateError('other', `${place}: a code has 1 to 20 letters and digits.`);
}
