import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Http, HttpAnswer } from '../http.ts';
import type { PartnerAbility, PartnerAccess, PartnerNumber } from '../partner.ts';
import { list, number, record, text } from '../wire.ts';

/** The Partner API's host (providers.md §1.8). */
const HOST = 'https://hub.360dialog.io/api/v2';
const PAGE = 100;

/** States of a number in which it can send (providers.md §1.8; the Partner API's own words). */
const READY = new Set(['ready', 'verified', 'running', 'live']);
const WAITS: Readonly<Record<string, string>> = {
	created: '360dialog is still setting the number up. This takes minutes, seldom hours.',
	unverified: 'The number is not verified yet: finish the sign-up with the code that Meta sent.',
	consents_signed: '360dialog is still checking the account; that takes up to two hours.',
	certificate_declined: 'Meta refused the display name. Choose another one in the Hub.',
	new_name_requested: 'Meta is still checking the display name.',
	porting_ready: 'The number is being moved from another provider. Finish the move in the Hub.',
	ready_for_migration: 'The number is being moved from another provider. Finish the move in the Hub.',
	waiting_for_migration_code: 'The move of the number waits for the code that Meta sent.',
	error: '360dialog reports a fault with this number. Open its page in the Hub.',
};

/** 360dialog's Partner API, with its key in `x-api-key`. */
export const dialog360Partner: PartnerAbility = {
	async check(access, http, signal) {
		await ask(access, http, 'GET', '', signal);
	},
	async numbers(access, http, signal) {
		const found: PartnerNumber[] = [];
		for (let offset = 0; ; ) {
			const page = await ask(access, http, 'GET', `/channels?limit=${PAGE}&offset=${offset}`, signal);
			const items = list(page.partner_channels ?? page.channels);
			for (const item of items) {
				const read = readNumber(record(item));
				if (read) found.push(read);
			}
			offset += items.length;
			if (items.length === 0 || offset >= (number(page.total) ?? offset)) return found;
		}
	},
	async makeKey(access, channelId, http, signal) {
		const made = await ask(
			access,
			http,
			'POST',
			`/channels/${encodeURIComponent(channelId)}/api_keys`,
			signal,
		);
		const apiKey = text(made.api_key);
		if (apiKey === null)
			throw new DeliveryError('provider-down', { detail: '360dialog made no key and said no reason.' });
		return { credentials: { apiKey }, apiUrl: ownAddress(text(made.address)) };
	},
	async balance(access, { clientId }, http, signal) {
		if (clientId === null) return null;
		const path = `/clients/${encodeURIComponent(clientId)}/info/balance`;
		const answer = await ask(access, http, 'GET', path, signal);
		const left = number(answer.balance) ?? number(record(answer.balance)?.balance);
		const currency = text(answer.currency) ?? text(record(answer.balance)?.currency) ?? '';
		if (left === null) return null;
		const amount = `${left} ${currency}`.trim();
		return left > 0
			? { isLow: false, text: `The account has ${amount} left.` }
			: {
					isLow: true,
					text: `The account has ${amount} left: 360dialog stops sending until it is topped up in the Hub.`,
				};
	},
};

function readNumber(item: Record<string, unknown> | null): PartnerNumber | null {
	const channelId = text(item?.id);
	if (!item || channelId === null) return null;
	const setup = record(item.setup_info);
	const status = (text(item.status) ?? '').toLowerCase();
	const waitsFor = READY.has(status)
		? null
		: (WAITS[status] ??
			`360dialog says that the number is “${status || 'in no known state'}”. It is asked again.`);
	return {
		channelId,
		clientId: text(item.client_id),
		phone: text(setup?.phone_number) ?? '',
		name: text(setup?.phone_name),
		status,
		waitsFor: text(item.terminated_at) === null ? waitsFor : 'The number was cancelled at 360dialog.',
	};
}

/** The messaging host that the key belongs to; null for the usual one (providers.md §1.1). */
function ownAddress(address: string | null): string | null {
	const plain = address?.replace(/\/+$/, '') ?? null;
	return plain === null || plain === 'https://waba-v2.360dialog.io' ? null : plain;
}

async function ask(
	access: PartnerAccess,
	http: Http,
	method: 'GET' | 'POST',
	path: string,
	signal: AbortSignal,
): Promise<Record<string, unknown>> {
	const answer = await http.send({
		method,
		url: `${access.apiUrl ?? HOST}/partners/${encodeURIComponent(access.partnerId)}${path}`,
		headers: { 'x-api-key': access.key, 'content-type': 'application/json' },
		...(method === 'POST' && { body: '{}' }),
		signal,
	});
	const body = record(answer.json);
	if (answer.status >= 200 && answer.status < 300 && body) return body;
	throw refused(answer);
}

/** The Partner API answers by HTTP status alone (providers.md §1.7). */
function refused(answer: HttpAnswer): DeliveryError {
	const body = record(answer.json);
	const detail = text(record(body?.meta)?.developer_message) ?? text(body?.error) ?? text(body?.message);
	const code =
		answer.status === 401
			? 'credentials-refused'
			: answer.status === 403 || answer.status === 404
				? 'permission-missing'
				: answer.status === 429
					? 'throttled'
					: answer.status >= 500
						? 'provider-down'
						: 'rejected';
	return new DeliveryError(code, { providerCode: `HTTP ${answer.status}`, detail });
}
