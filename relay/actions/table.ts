import type { CommandName } from '../../shared/contract/commands/index.ts';
import { addChannel } from './channel/add.ts';
import { checkChannel, listChannels, removeChannel, updateChannel } from './channel/manage.ts';
import { showContact, updateContact } from './contact/contact.ts';
import { markRead, showTyping } from './conversation/mark-read.ts';
import { openConversation } from './conversation/open.ts';
import { listConversations, readConversation, syncConversation } from './conversation/read.ts';
import { fetchAgain, linkMedia, makeTicket } from './media/media.ts';
import { retryMessage, settleMessage } from './message/retry.ts';
import { sendMessage } from './message/send.ts';
import type { Action, OpenAction } from './parts.ts';
import { endSession, invite, listDevices, pair, revokeDevice, showSession } from './session/session.ts';
import { listTemplates, syncTemplates } from './template/template.ts';

/** Who does each command of the contract. Complete: a new row of the contract does not compile until it has an action. */
export const ACTIONS: { readonly [C in Exclude<CommandName, 'session:pair'>]: Action<C> } = {
	'session:show': showSession,
	'session:end': endSession,
	'device:list': listDevices,
	'device:revoke': revokeDevice,
	'user:invite': invite,
	'channel:add': addChannel,
	'channel:list': listChannels,
	'channel:update': updateChannel,
	'channel:remove': removeChannel,
	'channel:check': checkChannel,
	'message:send': sendMessage,
	'message:retry': retryMessage,
	'message:settle': settleMessage,
	'conversation:open': openConversation,
	'conversation:list': listConversations,
	'conversation:read': readConversation,
	'conversation:sync': syncConversation,
	'conversation:mark-read': markRead,
	'conversation:typing': showTyping,
	'contact:show': showContact,
	'contact:update': updateContact,
	'template:list': listTemplates,
	'template:sync': syncTemplates,
	'media:ticket': makeTicket,
	'media:link': linkMedia,
	'media:fetch': fetchAgain,
};

/** Commands for those who have no token yet. */
export const OPEN_ACTIONS: { readonly 'session:pair': OpenAction<'session:pair'> } = { 'session:pair': pair };
