import type { TemplateComponent } from '../model.ts';
import { buttonKind, buttonsOf, checkLabel } from './check-new-template-buttons.ts';
import { type Fields, isObject } from './read-body.ts';
import { templateError } from './template-error.ts';

const BODY = '*{{1}}* is your verification code.';
const SECURITY = ' For your security, do not share this code.';
const CODE_URL = 'https://www.whatsapp.com/otp/code/?otp_type=';

/**
 * An authentication template: Meta writes its texts. Checks the options and returns the components as `GET` shows them,
 * where the button has become a link.
 */
export function checkNewCode(parts: Map<string, Fields>): TemplateComponent[] {
	const refuse = (sentence: string) => templateError('other', `AUTHENTICATION: ${sentence}`);
	for (const kind of parts.keys()) {
		if (!['BODY', 'FOOTER', 'BUTTONS'].includes(kind)) throw refuse(`there must be no ${kind}.`);
	}
	const body = parts.get('BODY');
	const footer = parts.get('FOOTER');
	if (!body) throw templateError('missing', 'BODY: component is missing.');
	if (body.text !== undefined || footer?.text !== undefined) throw refuse('the texts cannot be chosen.');
	const secure = body.add_security_recommendation;
	if (secure !== undefined && typeof secure !== 'boolean')
		throw refuse('add_security_recommendation is true or false.');
	const minutes = footer?.code_expiration_minutes;
	if (footer && !(Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= 90))
		throw refuse('code_expiration_minutes is a whole number from 1 to 90.');
	const type = checkCodeButton(parts.get('BUTTONS'), refuse);
	const label = parts.get('BUTTONS') && buttonsOf(parts.get('BUTTONS') ?? {}, 'BUTTONS')[0]?.text;
	const url = `${CODE_URL}${type}&code=otp{{1}}`;
	return [
		{
			type: 'BODY',
			text: `${BODY}${secure ? SECURITY : ''}`,
			...(secure === true && { add_security_recommendation: true }),
			example: { body_text: [['123456']] },
		},
		...(footer
			? [
					{
						type: 'FOOTER' as const,
						text: `This code expires in ${minutes} minutes.`,
						code_expiration_minutes: Number(minutes),
					},
				]
			: []),
		{
			type: 'BUTTONS',
			buttons: [
				{
					type: 'URL',
					text: typeof label === 'string' ? label : 'Copy code',
					url,
					example: [url.replace('{{1}}', '123456')],
				},
			],
		},
	];
}

function checkCodeButton(part: Fields | undefined, refuse: (sentence: string) => Error): string {
	const buttons = part ? buttonsOf(part, 'BUTTONS') : [];
	const [button] = buttons;
	if (!button || buttons.length > 1 || buttonKind(button) !== 'OTP')
		throw refuse('exactly one button of type OTP is needed.');
	const type = String(button.otp_type ?? '').toUpperCase();
	if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(type))
		throw refuse('otp_type is COPY_CODE, ONE_TAP or ZERO_TAP.');
	for (const key of ['text', 'autofill_text']) {
		const label = button[key];
		if (label === undefined) continue;
		checkLabel(label, 'BUTTONS, button 1');
		if (/\p{Extended_Pictographic}|https?:/u.test(String(label)))
			throw refuse('no emoji and no link on the button.');
	}
	if (type !== 'COPY_CODE') checkApps(button, refuse);
	if (type === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true)
		throw refuse('zero_tap_terms_accepted must be true.');
	return type;
}

function checkApps(button: Fields, refuse: (sentence: string) => Error): void {
	const apps = button.supported_apps;
	const good =
		Array.isArray(apps) &&
		apps.length >= 1 &&
		apps.length <= 5 &&
		apps.every(
			app =>
				isObject(app) &&
				typeof app.package_name === 'string' &&
				app.package_name !== '' &&
				app.package_name.length <= 224 &&
				typeof app.signature_hash === 'string' &&
				app.signature_hash.length === 11,
		);
	if (!good)
		throw refuse('supported_apps has 1 to 5 apps, each with package_name and a signature_hash of 11.');
}
