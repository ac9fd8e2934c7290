import type { Bucket } from './broadcast.ts';

/** Which contacts: every part that is given must hold. An empty filter is everybody. */
export interface ContactFilter {
	/** In names, numbers and user names. */
	readonly text?: string | undefined;
	/** Epoch ms; `to` is not included. Of the contact's last message, and of when it was first known. */
	readonly seen?: TimeRange | undefined;
	readonly created?: TimeRange | undefined;
	/** `in`: opted in; `out`: opted out; `none`: never said a word. On any channel type. */
	readonly consent?: 'in' | 'out' | 'none' | undefined;
	/** True: blocked one of our channels, false: none. */
	readonly blocked?: boolean | undefined;
	readonly tags?:
		| { readonly any?: readonly string[] | undefined; readonly none?: readonly string[] | undefined }
		| undefined;
	readonly attributes?:
		| readonly {
				readonly key: string;
				readonly is: 'equal' | 'not-equal' | 'contains' | 'filled' | 'empty';
				readonly value?: string | undefined;
		  }[]
		| undefined;
	readonly source?: string | undefined;
	/** In this bucket of a broadcast. */
	readonly broadcast?: { readonly id: string; readonly bucket: Bucket } | undefined;
	/** Has a number or another address that this channel type can write to. */
	readonly reachableOn?: 'whatsapp' | 'telegram' | 'instagram' | undefined;
}

export interface TimeRange {
	readonly from?: number | undefined;
	readonly to?: number | undefined;
}
