import { type Address, matchKey, sendableAddress, sendableKinds } from '../../../shared/domain/address.ts';
import type { RecipientLogic } from '../../../shared/domain/broadcast.ts';
import { checkSend } from '../../../shared/domain/send-rules.ts';
import type { Verdict } from '../../../shared/domain/send-verdict.ts';
import { variableContext } from '../../../shared/domain/variables.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { ConversationRow, RecipientRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { sendFactsOf } from '../send/outlook.ts';
import { readAddress } from '../views.ts';
import { type Base, type Filled, fillBase } from './content.ts';
import { sentByHand } from './sent-by-hand.ts';

/** One recipient as things are now: who it is, where it goes, what it says, and whether it may. */
export interface Judged {
	readonly row: RecipientRow;
	readonly contactId: string | null;
	readonly to: Address | null;
	readonly conversation: ConversationRow | null;
	/** What makes a repeat of it, by what is known now. */
	readonly key: string;
	/** Why it would be a repeat: another recipient is the same person or address, or a person sent it again meanwhile. */
	readonly repeats: 'duplicate' | 'sent-by-hand' | null;
	readonly filled: Filled;
	readonly verdict: Verdict;
	/** True when it counts for the messaging limit. */
	readonly opens: boolean;
	/** Fills the message anew with links of ours. */
	readonly fillWith: (link: (url: string) => string) => Filled;
}

/** What a recipient is known by: a person where each gets one message, else the address. */
export function recipientKey(
	logic: RecipientLogic,
	one: { contactId: string | null; address: Address | null },
): string {
	if (one.contactId !== null && (logic.numbers === 'one' || one.address === null))
		return `contact:${one.contactId}`;
	return one.address === null ? 'nobody' : `address:${matchKey(one.address)}`;
}

/** What of a broadcast matters for judging. */
export interface Judging {
	readonly broadcastId: string;
	readonly logic: RecipientLogic;
	readonly channel: LiveChannel;
	readonly base: Base;
	readonly authorName: string | null;
	/** Keys that recipients have by now and did not have when they were added; kept by whoever judges in parts and stores nothing. */
	readonly seen?: Set<string>;
}

/**
 * Asks the rules about many recipients with a handful of queries. The limit pool is not asked here: whoever sends takes
 * places in it, whoever plans counts them.
 */
export async function judge(
	parts: Parts,
	tx: StoreParts,
	{ broadcastId, logic, channel, base, authorName, seen = new Set() }: Judging,
	rows: readonly RecipientRow[],
): Promise<Judged[]> {
	const now = parts.now();
	const people = await findPeople(tx, channel, rows);
	const contactIds = [...new Set(people.flatMap(one => one.contactId ?? []))];
	const conversations = new Map(
		(await tx.conversations.ofContacts(contactIds, channel.row.id)).map(row => [row.contact_id, row]),
	);
	const places = people.map(one => ({
		...one,
		conversation: conversations.get(one.contactId ?? '') ?? null,
		key: recipientKey(logic, { contactId: one.contactId, address: one.to }),
	}));
	const changed = places.filter((place, index) => place.key !== rows[index]?.key).map(place => place.key);
	const taken = await tx.recipients.ofKeys(broadcastId, [...new Set(changed)]);
	// Two that were merged since keep the keys that they had: whoever has got it as the other is known by the contact only.
	const written =
		logic.numbers === 'one'
			? await tx.recipients.writtenTo(broadcastId, contactIds)
			: new Map<string, number[]>();
	const byHand = await sentByHand(tx, rows);
	const facts = await sendFactsOf(parts, tx, channel, places);
	const { zone } = parts.settings.data.rules;
	const attributes = base.varies
		? await tx.attributes.ofContacts(contactIds)
		: new Map<string, Record<string, string>>();

	return rows.map((row, index): Judged => {
		const place = places[index] as (typeof places)[number];
		const context = base.varies
			? variableContext({
					contact: {
						name: place.name,
						profileName: place.profileName,
						addresses: place.addresses,
						attributes: attributes.get(place.contactId ?? '') ?? {},
					},
					record: null,
					agentName: authorName,
					channel: { name: channel.row.name, address: channel.row.address },
					row: row.row === null ? {} : (JSON.parse(row.row) as Record<string, string>),
					now,
					zone,
				})
			: null;
		const filled = fillBase(base, context);
		const window = messagingWindow({
			channelType: channel.row.type,
			lastInboundAt: place.conversation?.last_inbound_at ?? null,
			sender: 'automatic',
			now,
		});
		const other = taken.get(place.key);
		const isRepeat =
			(other !== undefined && other !== Number(row.id)) ||
			seen.has(place.key) ||
			(written.get(place.contactId ?? '')?.some(id => id !== Number(row.id)) ?? false);
		if (place.key !== row.key) seen.add(place.key);
		return {
			row,
			contactId: place.contactId,
			to: place.to,
			conversation: place.conversation,
			key: place.key,
			repeats: isRepeat ? 'duplicate' : byHand.has(row.message_id ?? '') ? 'sent-by-hand' : null,
			filled,
			opens: base.kind === 'template' && window.state === 'closed',
			fillWith: link => fillBase(base, context, link),
			verdict: checkSend({
				capabilities: channel.provider.capabilities,
				window,
				outlook: facts[index] as (typeof facts)[number],
				channelState: channel.row.state,
				reachable: place.to !== null,
				begun: place.conversation?.last_inbound_at != null,
				now,
				// Of a message that cannot be filled only the rest is asked.
				outgoing: filled.outgoing ?? { kind: 'text', text: '…' },
			}),
		};
	});
}

interface Person {
	readonly contactId: string | null;
	readonly to: Address | null;
	readonly name: string;
	readonly profileName: string | null;
	readonly addresses: readonly Address[];
}

/** Who the recipients are by now: one who was unknown when added may have written since. */
async function findPeople(
	tx: StoreParts,
	channel: LiveChannel,
	rows: readonly RecipientRow[],
): Promise<Person[]> {
	const { type } = channel.row;
	const given = rows.map(row =>
		row.kind === null || row.value === null ? null : ({ kind: row.kind, value: row.value } as Address),
	);
	const owners = await tx.contacts.ownersOf(
		type,
		given.filter(address => address !== null),
	);
	const ids = rows.map((row, index) => {
		const address = given[index];
		return (address ? owners.get(matchKey(address)) : undefined) ?? row.contact_id;
	});
	const known = [...new Set(ids.filter(id => id !== null))];
	const contacts = new Map((await tx.contacts.findMany(known)).map(row => [row.id, row]));
	const addresses = Map.groupBy(await tx.contacts.addresses(known), row => row.contact_id);
	return rows.map((row, index) => {
		const contact = contacts.get(ids[index] ?? '');
		const address = given[index] ?? null;
		const own = contact ? (addresses.get(contact.id) ?? []).map(readAddress) : [];
		const direct = address !== null && sendableKinds(type).includes(address.kind) ? address : null;
		return {
			contactId: contact?.id ?? null,
			to: direct ?? sendableAddress(type, own, channel.connection.identity),
			name: contact?.name ?? row.name,
			profileName: contact?.profile_name ?? null,
			addresses: own.length > 0 ? own : address ? [address] : [],
		};
	});
}
