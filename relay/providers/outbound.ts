import type { Address } from '../../shared/domain/address.ts';
import type { MediaKind } from '../../shared/domain/channel.ts';
import type { ChoicesContent, Content } from '../../shared/domain/message.ts';
import type { Template, TemplateParameters } from '../../shared/domain/template.ts';

/** One message on its way out. `id` is ours and comes back with its statuses. */
export interface OutboundMessage {
	readonly id: string;
	readonly to: Address;
	readonly content:
		| { readonly kind: 'text'; readonly text: string }
		| (OutboundFile & { readonly kind: 'media'; readonly caption: string | null })
		| { readonly kind: 'album'; readonly items: readonly OutboundFile[]; readonly caption: string | null }
		| {
				readonly kind: 'template';
				readonly template: Template;
				readonly parameters: TemplateParameters;
				readonly mediaRef: string | null;
				/** Of a carousel, by card. */
				readonly cardRefs: readonly (string | null)[];
		  }
		/** An empty emoji takes it back. */
		| { readonly kind: 'reaction'; readonly externalId: string; readonly emoji: string }
		/** Never numbered: those go as a text. */
		| ChoicesContent
		| Extract<Content, { kind: 'location' | 'contacts' | 'link-button' | 'location-request' | 'file-link' }>
		/** `externalId` is the comment's. */
		| {
				readonly kind: 'comment-reply';
				readonly mode: 'private' | 'public';
				readonly text: string;
				readonly externalId: string;
		  };
	readonly replyToExternalId: string | null;
	/** True when a person writes after the window has closed, where the network lets people do so. */
	readonly asHumanAgent: boolean;
}

/** A file of ours on its way out. */
export interface OutboundFile {
	readonly mediaKind: MediaKind;
	/** The provider's id of it, where it was handed over before; null: it goes with the message. */
	readonly ref: string | null;
	readonly path: string;
	readonly mimeType: string;
	readonly filename: string | null;
	readonly size: number;
	/** Where the provider can fetch it for an hour at least. */
	readonly publicUrl: string;
}

export interface SendReceipt {
	readonly externalId: string;
	/** How the network names the recipient: it may differ from the address that was written to. */
	readonly recipient: readonly Address[];
	/** The provider's id of the file that went with it, for the next time. */
	readonly mediaRef?: string;
}
