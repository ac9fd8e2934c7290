import { type RawBuilder, sql } from 'kysely';
import { sendableKinds } from '../../shared/domain/address.ts';
import { BUCKET_RULES } from '../../shared/domain/broadcast.ts';
import { nameKey } from '../../shared/domain/contact-fields.ts';
import type { ContactFilter, TimeRange } from '../../shared/domain/contact-filter.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import { containing } from './like.ts';

type Condition = RawBuilder<boolean>;

/** A filter as conditions on the table `contacts`; all of them must hold. */
export function conditionsOf(filter: ContactFilter): Condition[] {
	const { consent, blocked, tags, source, broadcast, reachableOn } = filter;
	return [
		...(filter.text ? [textCondition(filter.text)] : []),
		...rangeConditions('seen_at', filter.seen),
		...rangeConditions('created_at', filter.created),
		...(consent ? [consentCondition(consent)] : []),
		...(blocked === undefined ? [] : [blocked ? BLOCKED : sql<boolean>`not (${BLOCKED})`]),
		...(tags?.any?.length ? [hasTag(tags.any)] : []),
		...(tags?.none?.length ? [sql<boolean>`not (${hasTag(tags.none)})`] : []),
		...(filter.attributes ?? []).map(attributeCondition),
		...(source ? [sql<boolean>`lower(contacts.source) = ${nameKey(source)}`] : []),
		...(broadcast ? [bucketCondition(broadcast)] : []),
		...(reachableOn ? [reachCondition(reachableOn)] : []),
	];
}

function textCondition(text: string): Condition {
	const like = containing(text);
	const digits = text.replace(/\D/g, '');
	const inAddress =
		digits.length >= 3 && !/\p{L}/u.test(text)
			? sql`addresses.value like ${`%${digits}%`}`
			: sql`lower(addresses.value) like ${like.replace('@', '')} escape '\\'`;
	return sql<boolean>`(contacts.sort_name like ${like} escape '\\'
		or lower(coalesce(contacts.profile_name, '')) like ${like} escape '\\'
		or exists (select 1 from addresses where addresses.contact_id = contacts.id and ${inAddress}))`;
}

/** Who never wrote was never seen: a range has none of them. */
function rangeConditions(column: 'seen_at' | 'created_at', range: TimeRange | undefined): Condition[] {
	if (!range || (range.from === undefined && range.to === undefined)) return [];
	const at = sql.ref(`contacts.${column}`);
	return [
		sql<boolean>`${at} > 0`,
		...(range.from === undefined ? [] : [sql<boolean>`${at} >= ${range.from}`]),
		...(range.to === undefined ? [] : [sql<boolean>`${at} < ${range.to}`]),
	];
}

function consentCondition(consent: NonNullable<ContactFilter['consent']>): Condition {
	const said = (more: RawBuilder<unknown>) =>
		sql<boolean>`exists (select 1 from consents where consents.contact_id = contacts.id ${more})`;
	if (consent === 'none') return sql<boolean>`not (${said(sql``)})`;
	return said(sql`and consents.newest = 1 and consents.word = ${consent === 'in' ? 'opt-in' : 'opt-out'}`);
}

/** As the send rules see it: a block that the contact has not written since. Networks tell whole seconds. */
const BLOCKED = sql<boolean>`exists (select 1 from consents where consents.contact_id = contacts.id
	and consents.newest = 1 and consents.word = 'opt-out' and consents.source = 'network'
	and consents.at >= contacts.seen_at - contacts.seen_at % ${sql.lit(SECOND_MS)})`;

function hasTag(names: readonly string[]): Condition {
	return sql<boolean>`exists (select 1 from contact_tags join tags on tags.id = contact_tags.tag_id
		where contact_tags.contact_id = contacts.id and tags.name_key in (${sql.join(names.map(nameKey))}))`;
}

function attributeCondition({
	key,
	is,
	value = '',
}: NonNullable<ContactFilter['attributes']>[number]): Condition {
	const has = (more: RawBuilder<unknown>) =>
		sql<boolean>`exists (select 1 from contact_attributes where contact_attributes.contact_id = contacts.id
			and contact_attributes.key = ${key} ${more})`;
	switch (is) {
		case 'filled':
			return has(sql``);
		case 'empty':
			return sql<boolean>`not (${has(sql``)})`;
		case 'equal':
			return has(sql`and lower(contact_attributes.value) = ${nameKey(value)}`);
		case 'not-equal':
			return sql<boolean>`not (${has(sql`and lower(contact_attributes.value) = ${nameKey(value)}`)})`;
		case 'contains': {
			const like = containing(value);
			return has(sql`and lower(contact_attributes.value) like ${like} escape '\\'`);
		}
	}
}

function bucketCondition({ id, bucket }: NonNullable<ContactFilter['broadcast']>): Condition {
	const { states, mark, lacks } = BUCKET_RULES[bucket];
	const more = [
		...(states ? [sql`and r.state in (${sql.join(states)})`] : []),
		...(mark ? [sql`and ${sql.ref(`r.${mark}_at`)} is not null`] : []),
		...(lacks ? [sql`and ${sql.ref(`r.${lacks}_at`)} is null`] : []),
	];
	return sql<boolean>`exists (select 1 from broadcast_recipients as r where r.contact_id = contacts.id
		and r.broadcast_id = ${id} ${sql.join(more, sql` `)})`;
}

/** A number that WhatsApp is known not to reach is no way to write there. */
function reachCondition(type: NonNullable<ContactFilter['reachableOn']>): Condition {
	return sql<boolean>`exists (select 1 from addresses where addresses.contact_id = contacts.id
		and addresses.channel_type = ${type} and addresses.kind in (${sql.join(sendableKinds(type))})
		and coalesce(addresses.on_whatsapp, 1) = 1)`;
}
