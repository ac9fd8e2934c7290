import type { CrmRecordKind } from '../../../shared/domain/crm-record.ts';

/** What an address says: a card, a list, or neither. `id` is null for a card that is not saved yet. */
export type KommoPlace =
	| { readonly kind: 'lead' | 'contact' | 'company' | 'customer'; readonly id: string | null }
	| { readonly kind: 'list'; readonly id: null };

const KINDS: Record<string, Exclude<CrmRecordKind, 'list' | 'deal' | 'other'>> = {
	leads: 'lead',
	contacts: 'contact',
	companies: 'company',
	customers: 'customer',
};

/** Below `/chats/` too: an opened chat shows the card beside it. */
const CARD = /^\/(?:chats\/(?:.*\/)?)?(leads|contacts|companies|customers)\/detail\/(\d+)/;
const NEW_CARD = /^\/(leads|contacts|companies|customers)\/add(?:\/|$)/;
const LIST =
	/^\/(?:contacts\/list|leads\/list|leads\/pipeline|companies\/list|customers\/(?:list|pipeline))(?:\/|$)/;

export function placeOf(url: URL): KommoPlace | null {
	const [, cards, id] = CARD.exec(url.pathname) ?? [];
	const kind = KINDS[cards ?? NEW_CARD.exec(url.pathname)?.[1] ?? ''];
	if (kind) return { kind, id: id && id !== '0' ? id : null };
	return LIST.test(url.pathname) ? { kind: 'list', id: null } : null;
}

/** The card's address without the way one came to it. */
export function cardUrl(url: URL, place: KommoPlace): string {
	const entry = Object.entries(KINDS).find(([, kind]) => kind === place.kind);
	return entry && place.id ? `${url.origin}/${entry[0]}/detail/${place.id}` : `${url.origin}${url.pathname}`;
}
