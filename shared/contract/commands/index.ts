import type { z } from 'zod';
import type { CommandRow } from '../command.ts';
import type { Result } from '../result.ts';
import { broadcast } from './broadcast.ts';
import { channel } from './channel.ts';
import { checklist } from './checklist.ts';
import { consent } from './consent.ts';
import { contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { conversation } from './conversation.ts';
import { limit } from './limit.ts';
import { media } from './media.ts';
import { message } from './message.ts';
import { price } from './price.ts';
import { profile } from './profile.ts';
import { quickReply } from './quick-reply.ts';
import { rules } from './rules.ts';
import { session } from './session.ts';
import { statistics } from './statistics.ts';
import { template } from './template.ts';

/** Every command of the contract: the map that handlers, the HTTP API and OpenAPI are made from. */
export const COMMANDS = {
	...session,
	...channel,
	...message,
	...conversation,
	...contact,
	...contacts,
	...template,
	...media,
	...quickReply,
	...consent,
	...limit,
	...price,
	...rules,
	...profile,
	...checklist,
	...broadcast,
	...statistics,
} as const;

export type CommandName = keyof typeof COMMANDS;
/** What a caller gives: fields with a default may be left out. */
export type RequestOf<C extends CommandName> = z.input<(typeof COMMANDS)[C]['request']>;
/** What a handler gets: checked, defaults filled in. */
export type CheckedRequestOf<C extends CommandName> = z.output<(typeof COMMANDS)[C]['request']>;
export type ReplyOf<C extends CommandName> =
	(typeof COMMANDS)[C] extends CommandRow<infer _Request, infer Reply> ? Reply : never;

/** socket.io's typed events, client to relay: one event per command, answered by its acknowledgement. */
export type ClientToRelay = {
	[C in CommandName]: (request: RequestOf<C>, answer: (result: Result<ReplyOf<C>>) => void) => void;
};
