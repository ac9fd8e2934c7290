import type { CommandName } from '../../shared/contract/commands/index.ts';
import { dismissAlert, listAlerts } from './alert/alert.ts';
import { addChannel } from './channel/add.ts';
import { checkChannel, listChannels, removeChannel, updateChannel } from './channel/manage.ts';
import { exportConsents, listConsents, recordByPerson } from './consent/consent.ts';
import { showContact, updateContact } from './contact/contact.ts';
import { markRead, showTyping } from './conversation/mark-read.ts';
import { openConversation } from './conversation/open.ts';
import { showOutlook } from './conversation/outlook.ts';
import { listConversations, readConversation, syncConversation } from './conversation/read.ts';
import { joinPool, lookNow, showLimits } from './limit/limit.ts';
import { fetchAgain, linkMedia, makeTicket } from './media/media.ts';
import { retryMessage, settleMessage } from './message/retry.ts';
import { sendMessage } from './message/send.ts';
import type { Action, OpenAction } from './parts.ts';
import { importCard, removeCard, showCards, showTotals } from './price/cards.ts';
import { listQuickReplies, removeQuickReply, saveQuickReply } from './quick-reply/quick-reply.ts';
import { changeRules, showRules } from './rules/rules.ts';
import { endSession, invite, listDevices, pair, revokeDevice, showSession } from './session/session.ts';
import { removeDraft, saveDraft, submitDraft } from './template/draft.ts';
import { syncTemplates } from './template/sync.ts';
import { annotateTemplate, listTemplates, removeTemplate, templateHistory } from './template/template.ts';

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
	'conversation:outlook': showOutlook,
	'conversation:typing': showTyping,
	'contact:show': showContact,
	'contact:update': updateContact,
	'template:list': listTemplates,
	'template:sync': syncTemplates,
	'template:save-draft': saveDraft,
	'template:remove-draft': removeDraft,
	'template:submit': submitDraft,
	'template:annotate': annotateTemplate,
	'template:remove': removeTemplate,
	'template:history': templateHistory,
	'quick-reply:list': listQuickReplies,
	'quick-reply:save': saveQuickReply,
	'quick-reply:remove': removeQuickReply,
	'consent:list': listConsents,
	'consent:record': recordByPerson,
	'consent:export': exportConsents,
	'limit:show': showLimits,
	'limit:look': lookNow,
	'limit:join': joinPool,
	'alert:list': listAlerts,
	'alert:dismiss': dismissAlert,
	'price:cards': showCards,
	'price:import': importCard,
	'price:remove': removeCard,
	'price:totals': showTotals,
	'rules:show': showRules,
	'rules:change': changeRules,
	'media:ticket': makeTicket,
	'media:link': linkMedia,
	'media:fetch': fetchAgain,
};

/** Commands for those who have no token yet. */
export const OPEN_ACTIONS: { readonly 'session:pair': OpenAction<'session:pair'> } = { 'session:pair': pair };
