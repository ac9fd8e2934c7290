import { randomBytes } from 'node:crypto';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { CheckFinding } from '../../providers/provider.ts';
import { sameSecret } from '../../providers/signature.ts';
import { type Parts, within } from '../parts.ts';

const SELF_TEST_MS = 10 * SECOND_MS;

/** What `GET /webhooks/self-test/:nonce` answers: only this relay can. */
export function selfTestAnswer(parts: Parts, nonce: string): string {
	return parts.vault.sign(`self-test:${nonce}`);
}

/**
 * Whether the public address, to which providers send their webhooks, leads to this very relay. Some networks do not let a
 * machine reach itself by its public address, so that not getting through is a warning; another server's answer is not.
 * With a stand-in for the provider on this machine, an address of this machine is public enough.
 */
export async function testPublicAddress(parts: Parts, apiUrl: string | null): Promise<CheckFinding> {
	const url = parts.publicUrl();
	const found = (result: CheckFinding['result'], message: string): CheckFinding => ({
		check: 'public-address',
		result,
		message,
	});
	const nonce = randomBytes(16).toString('hex');
	try {
		const answer = await parts.ownHttp.send({
			method: 'GET',
			url: `${url}/webhooks/self-test/${nonce}`,
			headers: {},
			signal: within(parts, SELF_TEST_MS),
		});
		const isOurs = answer.status === 200 && sameSecret(answer.text.trim(), selfTestAnswer(parts, nonce));
		if (!isOurs)
			return found(
				'failed',
				`The public address ${url} leads to another server (it answered ${answer.status}), so no webhook arrives here. Correct PUBLIC_URL, or the proxy in front of the relay.`,
			);
		const near = apiUrl !== null && isLocal(apiUrl);
		if (url.startsWith('http:') && !isLocal(url) && !near)
			return found(
				'warning',
				`The public address ${url} is not encrypted: providers send webhooks only to https. Put a proxy with a certificate in front and set PUBLIC_URL.`,
			);
		return isLocal(url) && !near
			? found(
					'warning',
					`The relay answers under ${url}, which only this machine can reach. Set PUBLIC_URL to an address that providers reach.`,
				)
			: found('ok', `The public address ${url} reaches this relay.`);
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		const certificate = /CERT|SIGNED|SSL|TLS/.test(error.providerCode ?? '');
		return certificate
			? found(
					'failed',
					`The certificate of ${url} is not valid (${error.providerCode}), so providers send nothing there. Renew it, or take one of a public authority.`,
				)
			: found(
					'warning',
					`The relay cannot reach itself by its public address ${url}${error.providerCode ? ` (${error.providerCode})` : ''}. Check PUBLIC_URL and the proxy; some networks only forbid the way back in, then a message from a phone is the proof.`,
				);
	}
}

function isLocal(url: string): boolean {
	return /^(?:localhost|127\.|\[?::1\]?|0\.0\.0\.0)/.test(new URL(url).hostname);
}
