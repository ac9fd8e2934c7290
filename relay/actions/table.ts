import type { CommandName } from '../../shared/contract/commands/index.ts';
import { dismissAlert, listAlerts } from './alert/alert.ts';
import { listAttributes, removeAttribute, saveAttribute } from './attribute/attribute.ts';
import { addRecipients } from './broadcast/add-recipients.ts';
import { showAnalytics } from './broadcast/analytics.ts';
import { deriveBroadcast } from './broadcast/derive.ts';
import { listRecipients } from './broadcast/list-recipients.ts';
import { rehearseBroadcast } from './broadcast/rehearse.ts';
import { reportBroadcast } from './broadcast/report.ts';
import { cancelBroadcast, launchBroadcast, pauseByPerson, resumeBroadcast } from './broadcast/run.ts';
import { removeBroadcast, removeRecipients, saveBroadcast } from './broadcast/save.ts';
import { testBroadcast } from './broadcast/test-send.ts';
import { listBroadcasts, showBroadcast } from './broadcast/view.ts';
import { addChannel } from './channel/add.ts';
import { authorizeChannel, showAuthorization } from './channel/authorize.ts';
import { checkChannel } from './channel/check.ts';
import { listKinds } from './channel/kinds.ts';
import { listChannels, removeChannel } from './channel/manage.ts';
import { listPartnerNumbers, setPartner, showPartner } from './channel/partner.ts';
import { updateChannel } from './channel/update.ts';
import { markStep, showSteps } from './checklist/checklist.ts';
import { exportConsents, listConsents, recordByPerson } from './consent/consent.ts';
import { findContact, searchContacts, showContact } from './contact/contact.ts';
import { inviteContact } from './contact/invite.ts';
import { mergeContacts, unmergeContacts } from './contact/merge.ts';
import { readTimeline } from './contact/timeline.ts';
import { showHistory, updateContact } from './contact/update.ts';
import { exportContacts } from './contacts/export.ts';
import { checkImport } from './contacts/import-check.ts';
import { readImport } from './contacts/import-read.ts';
import { importContacts, listImports, undoImport } from './contacts/imports.ts';
import { listContacts } from './contacts/list.ts';
import { linkReport } from './contacts/report.ts';
import { markRead, showTyping } from './conversation/mark-read.ts';
import { openConversation } from './conversation/open.ts';
import { showOutlook } from './conversation/outlook.ts';
import { listConversations, readConversation, syncConversation } from './conversation/read.ts';
import { joinPool, lookNow, showLimits } from './limit/limit.ts';
import { fetchAgain, linkMedia, makeTicket } from './media/media.ts';
import { retryMessage, settleMessage } from './message/retry.ts';
import { sendMessage } from './message/send.ts';
import { showVariables } from './message/variables.ts';
import type { Action, OpenAction } from './parts.ts';
import { importCard, removeCard, showCards, showTotals } from './price/cards.ts';
import { saveProfile, showProfile, syncProfile } from './profile/profile.ts';
import { listQuickReplies, removeQuickReply, saveQuickReply } from './quick-reply/quick-reply.ts';
import { changeRules, showRules } from './rules/rules.ts';
import { listSegments, removeSegment, saveSegment } from './segment/segment.ts';
import {
	endSession,
	invite,
	listDevices,
	listUsers,
	pair,
	revokeDevice,
	showSession,
} from './session/session.ts';
import { showChannelStatistics } from './statistics/channels.ts';
import { createTags, listTags, removeTag, renameTag } from './tag/tag.ts';
import { removeDraft, saveDraft, submitDraft } from './template/draft.ts';
import { syncTemplates } from './template/sync.ts';
import { annotateTemplate, listTemplates, removeTemplate, templateHistory } from './template/template.ts';

/** Who does each command of the contract. Complete: a new row of the contract does not compile until it has an action. */
export const ACTIONS: {
	readonly [C in Exclude<CommandName, 'session:pair'>]: Action<C>;
} = {
	'session:show': showSession,
	'session:end': endSession,
	'device:list': listDevices,
	'device:revoke': revokeDevice,
	'user:invite': invite,
	'user:list': listUsers,
	'channel:add': addChannel,
	'channel:kinds': listKinds,
	'channel:authorize': authorizeChannel,
	'channel:authorization': showAuthorization,
	'channel:partner': showPartner,
	'channel:set-partner': setPartner,
	'channel:partner-numbers': listPartnerNumbers,
	'channel:list': listChannels,
	'channel:update': updateChannel,
	'channel:remove': removeChannel,
	'channel:check': checkChannel,
	'message:send': sendMessage,
	'message:retry': retryMessage,
	'message:settle': settleMessage,
	'message:variables': showVariables,
	'conversation:open': openConversation,
	'conversation:list': listConversations,
	'conversation:read': readConversation,
	'conversation:sync': syncConversation,
	'conversation:mark-read': markRead,
	'conversation:outlook': showOutlook,
	'conversation:typing': showTyping,
	'contact:show': showContact,
	'contact:update': updateContact,
	'contact:find': findContact,
	'contact:search': searchContacts,
	'contact:timeline': readTimeline,
	'contact:merge': mergeContacts,
	'contact:unmerge': unmergeContacts,
	'contact:invite': inviteContact,
	'contact:history': showHistory,
	'contacts:list': listContacts,
	'contacts:export': exportContacts,
	'contacts:import-read': readImport,
	'contacts:import-check': checkImport,
	'contacts:import': importContacts,
	'contacts:imports': listImports,
	'contacts:import-report': linkReport,
	'contacts:import-undo': undoImport,
	'tag:list': listTags,
	'tag:create': createTags,
	'tag:rename': renameTag,
	'tag:remove': removeTag,
	'attribute:list': listAttributes,
	'attribute:save': saveAttribute,
	'attribute:remove': removeAttribute,
	'segment:list': listSegments,
	'segment:save': saveSegment,
	'segment:remove': removeSegment,
	'profile:show': showProfile,
	'profile:sync': syncProfile,
	'profile:save': saveProfile,
	'checklist:show': showSteps,
	'checklist:mark': markStep,
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
	'broadcast:list': listBroadcasts,
	'broadcast:show': showBroadcast,
	'broadcast:save': saveBroadcast,
	'broadcast:remove': removeBroadcast,
	'broadcast:add-recipients': addRecipients,
	'broadcast:remove-recipients': removeRecipients,
	'broadcast:rehearse': rehearseBroadcast,
	'broadcast:test': testBroadcast,
	'broadcast:launch': launchBroadcast,
	'broadcast:pause': pauseByPerson,
	'broadcast:resume': resumeBroadcast,
	'broadcast:cancel': cancelBroadcast,
	'broadcast:recipients': listRecipients,
	'broadcast:analytics': showAnalytics,
	'broadcast:derive': deriveBroadcast,
	'broadcast:report': reportBroadcast,
	'statistics:channels': showChannelStatistics,
};

/** Commands for those who have no token yet. */
export const OPEN_ACTIONS: { readonly 'session:pair': OpenAction<'session:pair'> } = { 'session:pair': pair };
