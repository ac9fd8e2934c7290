import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { LIMIT_REACHED } from '../../../shared/domain/template-send-rules.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import type { StoreParts } from '../../store/store.ts';
import type { MessageRow } from '../../store/tables.ts';
import { recordConsent } from '../consent/record.ts';
import { takeReport } from '../limit/standing.ts';
import type { Parts } from '../parts.ts';
import { holdMarketing } from '../send/marketing-hold.ts';
import type { Changes } from './changes.ts';

/** What a provider's refusal of one message says about the next: its contact stopped marketing, or gets too much of it. */
export async function learnFromRefusal(
	{ parts, tx, changes }: { parts: Parts; tx: StoreParts; changes: Changes },
	message: MessageRow,
	refusal: { code: DeliveryCode; at: number; detail: string | null },
): Promise<void> {
	const channelType = parts.channels.find(message.channel_id)?.row.type;
	const conversation = await tx.conversations.find(message.conversation_id);
	if (!conversation || !channelType) return;
	const { contact_id: contactId } = conversation;
	if (refusal.code === 'limit-reached')
		await restUnopened({ parts, tx, changes }, message.channel_id, refusal.at);
	if (refusal.code === 'marketing-capped') await holdMarketing(tx, contactId, channelType, refusal.at);
	if (refusal.code === 'marketing-stopped' || refusal.code === 'blocked') {
		await recordConsent(
			{ tx, changes },
			{
				contactId,
				channelType,
				word: 'opt-out',
				at: refusal.at,
				source: refusal.code === 'blocked' ? 'network' : 'provider',
				text: refusal.detail,
				messageId: message.id,
				byName: null,
			},
		);
	}
}

/** How long nobody new is opened after the provider said that the limit is used up, whatever we have counted. */
const LIMIT_REST_MS = HOUR_MS;

async function restUnopened(
	applying: { parts: Parts; tx: StoreParts; changes: Changes },
	channelId: string,
	at: number,
): Promise<void> {
	const { parts, tx } = applying;
	const channel = parts.channels.find(channelId);
	if (!channel) return;
	const { restrictions } = await tx.standings.get(channelId);
	const others = restrictions.filter(one => one.type !== LIMIT_REACHED);
	const now = parts.now();
	const report = {
		restrictions: [...others, { type: LIMIT_REACHED, until: Math.max(at, now) + LIMIT_REST_MS }],
	};
	await takeReport({ ...applying, channel }, report, now);
}
