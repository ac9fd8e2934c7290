import type { ChannelType } from '../domain/channel.ts';

/** One way to connect a channel: a messenger by one provider. */
export interface ChannelKind {
	readonly type: ChannelType;
	readonly provider: string;
	/** "WhatsApp by 360dialog". */
	readonly name: string;
	readonly fields: readonly ChannelField[];
	/** Who tells the number or name: the person, or the provider when it is asked. */
	readonly addressFrom: 'person' | 'provider';
	/** True when a person agrees at the provider's own page (`channel:authorize`). */
	readonly authorizes: boolean;
	/** Where that page sends people back to: some providers want it pasted into the app's settings. Null without such a page. */
	readonly redirectUrl: string | null;
	/** True when keys of its numbers can be made by partner access, so that its fields may be left out for a channel ID. */
	readonly byPartner: boolean;
	/** Where contacts' apps begin a conversation; `{address}` stands for the channel's name. Null: nowhere. */
	readonly link: string | null;
}

/** A field of the form. */
export interface ChannelField {
	readonly key: string;
	readonly label: string;
	readonly required: boolean;
	readonly secret: boolean;
	readonly help: string | null;
	/** Several may be chosen; the value is their ids with commas between. Null: a text. */
	readonly options: readonly { readonly id: string; readonly label: string }[] | null;
	readonly standard: string | null;
}

export interface AuthorizationView {
	readonly id: string;
	readonly provider: string;
	readonly state: 'waiting' | 'done' | 'refused';
	/** The account that it lets into: `@name`. */
	readonly address: string | null;
	/** What keeps the account from working, in words; and, refused, why. */
	readonly problems: readonly string[];
	readonly createdAt: number;
}

export interface PartnerView {
	readonly partnerId: string;
	/** The key's last four characters. */
	readonly key: string;
	readonly apiUrl: string | null;
}
