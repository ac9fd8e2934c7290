import { createHmac } from 'node:crypto';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { clockFinding } from '../clock-finding.ts';
import type { HttpAnswer } from '../http.ts';
import type { CheckFinding } from '../provider.ts';
import { healthFinding } from '../whatsapp/health.ts';
import { success } from '../whatsapp/messages-api.ts';
import { list, record, text } from '../wire.ts';

export interface CloudCredentials {
	readonly accessToken: string;
	readonly appSecret: string;
	readonly phoneNumberId: string;
	readonly businessAccountId: string;
}

/** Asks a path of Graph with the channel's token. */
export type Ask = (path: string, signal: AbortSignal) => Promise<HttpAnswer>;

const NUMBER_FIELDS = 'id,display_phone_number,verified_name,status,quality_rating,health_status';

/** What states of a number mean in which it cannot send (Meta's `status` of a phone number, Dec 2025). */
const NOT_CONNECTED: Readonly<Record<string, string>> = {
	PENDING: 'Meta is still setting the number up. Wait, then check again.',
	OFFLINE: 'The number is not registered for the Cloud API. Register it in WhatsApp Manager.',
	UNVERIFIED: 'The number is not verified. Verify it in WhatsApp Manager by SMS or call.',
	FLAGGED: 'Its quality is low: people block or report it. Send less, and only to people who expect it.',
	RESTRICTED: 'It has used up its limit, or Meta restricts it. Read the notice in WhatsApp Manager.',
	BANNED: 'Meta has banned the number. Appeal in WhatsApp Manager.',
	DELETED: 'The number was removed from the account. Add it again, or connect another.',
	MIGRATED: 'The number was moved to another account. Paste the ids and the token of that one.',
	RATE_LIMITED: 'Meta slows the number down for now.',
	DISCONNECTED: 'The number is no longer connected to the Cloud API. Register it again in WhatsApp Manager.',
};

/** Looks at everything that Graph tells of a number and what is around it. Never rejects. */
export async function checkNumber(
	ask: Ask,
	credentials: CloudCredentials,
	signal: AbortSignal,
): Promise<CheckFinding[]> {
	const { phoneNumberId } = credentials;
	let answer: HttpAnswer;
	let found: Record<string, unknown>;
	try {
		answer = await ask(`/${phoneNumberId}?fields=${NUMBER_FIELDS}`, signal);
		found = success(answer, () => null);
	} catch (error) {
		return [failedCheck(error)];
	}
	const display = text(found.display_phone_number);
	const findings: CheckFinding[] = [
		{ check: 'credentials', result: 'ok', message: 'Meta accepts the access token.' },
		numberFinding(found, display ?? phoneNumberId, display),
	];
	const clock = clockFinding(answer);
	if (clock) findings.push(clock);
	const health = healthFinding(found);
	if (health) findings.push(health);
	findings.push(...(await accountFindings(ask, credentials, signal)));
	return findings;
}

function numberFinding(found: Record<string, unknown>, shown: string, display: string | null): CheckFinding {
	const name = text(found.verified_name);
	const status = text(found.status)?.toUpperCase() ?? 'CONNECTED';
	const why = NOT_CONNECTED[status];
	const address = display === null ? {} : { address: display };
	if (why === undefined)
		return {
			check: 'number',
			result: 'ok',
			message: `The number is ${shown}${name ? `, “${name}”` : ''}.`,
			...address,
		};
	const isSlow = status === 'FLAGGED' || status === 'RESTRICTED' || status === 'RATE_LIMITED';
	return {
		check: 'number',
		result: isSlow ? 'warning' : 'failed',
		message: `The number ${shown} is “${status.toLowerCase()}” at Meta. ${why}`,
		...address,
	};
}

/** The app secret, the account's id, and what the token may do there. */
async function accountFindings(
	ask: Ask,
	{ accessToken, appSecret, phoneNumberId, businessAccountId }: CloudCredentials,
	signal: AbortSignal,
): Promise<CheckFinding[]> {
	const findings: CheckFinding[] = [];
	const look = async (path: string, explain: (error: DeliveryError) => CheckFinding | null) => {
		try {
			return success(await ask(path, signal), () => null);
		} catch (error) {
			if (!(error instanceof DeliveryError)) throw error;
			const finding = explain(error);
			if (finding) findings.push(finding);
			return null;
		}
	};
	// Meta compares the proof with the app that the token is of: a wrong secret shows here, before webhooks are refused by it.
	const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
	await look(`/${phoneNumberId}?fields=id&appsecret_proof=${proof}`, error =>
		/appsecret_proof/i.test(`${error.detail}`)
			? {
					check: 'credentials',
					result: 'failed',
					message:
						'The app secret is not that of the app that made the token, so every webhook would be taken for a forged one. Copy it from the app’s settings → Basic.',
				}
			: null,
	);
	const numbers = await look(`/${businessAccountId}/phone_numbers?fields=id&limit=100`, accountProblem);
	const ids = list(numbers?.data).map(item => text(record(item)?.id));
	if (numbers && ids.length > 0 && !ids.includes(phoneNumberId))
		findings.push({
			check: 'account',
			result: 'failed',
			message:
				'The number is not one of this WhatsApp Business account, so its templates would be those of another. Copy the account ID from WhatsApp Manager → API setup.',
		});
	if (numbers)
		await look(`/${businessAccountId}/message_templates?fields=name&limit=1`, error =>
			error.code === 'permission-missing' ? noManagement(error) : null,
		);
	return findings;
}

function accountProblem(error: DeliveryError): CheckFinding | null {
	if (error.code === 'permission-missing') return noManagement(error);
	if (error.providerCode !== '100' && error.providerCode !== '33') return null;
	return {
		check: 'account',
		result: 'failed',
		message: `Meta knows no WhatsApp Business account with this ID (${error.providerCode}). Copy it from WhatsApp Manager → API setup; it is not the phone number ID.`,
	};
}

function noManagement(error: DeliveryError): CheckFinding {
	const code = error.providerCode ? ` (${error.providerCode})` : '';
	return {
		check: 'permissions',
		result: 'failed',
		message: `The token may not read the account’s templates${code}. Make one with the permissions whatsapp_business_management and whatsapp_business_messaging.`,
	};
}

function failedCheck(error: unknown): CheckFinding {
	if (!(error instanceof DeliveryError)) throw error;
	const { sentence, nextStep } = error.rule;
	const code = error.providerCode ? ` (${error.providerCode})` : '';
	if (error.code === 'credentials-refused') {
		return {
			check: 'credentials',
			result: 'failed',
			refuses: 'credentials',
			message: `Meta refused the access token${code}. It may have expired: make a permanent one for a system user and paste it.`,
		};
	}
	if (error.providerCode === '100' || error.providerCode === '33') {
		return {
			check: 'number',
			result: 'failed',
			message: `Meta knows no number with this phone number ID${code}. Copy it from WhatsApp Manager → API setup.`,
		};
	}
	if (error.code === 'address-inside')
		return { check: 'health', result: 'failed', refuses: 'apiUrl', message: `${sentence} ${nextStep}` };
	return { check: 'health', result: 'failed', message: `${sentence}${code} ${nextStep}` };
}
