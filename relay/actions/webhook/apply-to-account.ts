import { isLate } from '../../../shared/domain/report-order.ts';
import { newId } from '../../ids.ts';
import type { ProviderEvent } from '../../providers/events.ts';
import { raiseAlert } from '../alert/raise.ts';
import { changeChannel } from '../channel/change.ts';
import { recordConsent } from '../consent/record.ts';
import { takeReport } from '../limit/standing.ts';
import { storeChanged } from '../template/changed.ts';
import { earlyKey } from '../template/early.ts';
import type { Applying } from './apply.ts';
import { contactOf, conversationOf } from './contact-of.ts';
import { timelinePlace } from './stored-content.ts';

type Event<K extends ProviderEvent['kind']> = Extract<ProviderEvent, { kind: K }>;

/** A contact's number or user id changed: the new addresses are the same person's, and the timeline says so. */
export async function applyIdentity(applying: Applying, event: Event<'identity'>): Promise<void> {
	const { tx, channel, changes, receivedAt } = applying;
	const { type } = channel.row;
	if (!(await tx.inbox.claim(channel.row.id, event.key, event.at))) return;
	const contactId = await contactOf(
		tx,
		type,
		{ addresses: [...event.before, ...event.after], profileName: null },
		receivedAt,
		changes,
	);
	for (const address of event.before) await tx.contacts.leave(type, address);
	// Written last, so that they are the newest and the ones that are written to.
	for (const address of event.after) {
		await tx.contacts.removeAddress(type, address);
		await tx.contacts.putAddress(contactId, type, address, receivedAt + 1);
	}
	const conversation = await conversationOf(tx, channel.row.id, contactId, receivedAt);
	const at = timelinePlace(event.at);
	const seq = await tx.messages.insert({
		id: newId('msg'),
		conversation_id: conversation.id,
		channel_id: channel.row.id,
		direction: 'inbound',
		kind: 'notice',
		content: JSON.stringify({
			kind: 'notice',
			notice: event.after.some(address => address.kind === 'phone') ? 'number-changed' : 'user-id-changed',
			text: event.text,
		}),
		hidden: 0,
		status: 'read',
		at,
		received_at: receivedAt,
		external_id: event.externalId,
		forwarded: 0,
		attempts: 0,
	});
	if (seq === null) return;
	changes.note(conversation.id, conversation.revision);
	await tx.conversations.change(conversation.id, { message: { at, seq } });
}

/** A contact stopped or resumed marketing in the network's own settings. */
export async function applyPreference(applying: Applying, event: Event<'preference'>): Promise<void> {
	const { tx, channel, changes, receivedAt } = applying;
	if (!(await tx.inbox.claim(channel.row.id, event.key, event.at))) return;
	const contactId = await contactOf(tx, channel.row.type, event.party, receivedAt, changes);
	await recordConsent(applying, {
		contactId,
		channelType: channel.row.type,
		word: event.optedOut ? 'opt-out' : 'opt-in',
		at: event.at,
		source: 'network',
		text: null,
		messageId: null,
		byName: null,
	});
}

/**
 * The provider changed a template. One that is not known is kept for `template/keep.ts`: the report may have overtaken the
 * answer to its creation. One that was made elsewhere is known from the next sync on.
 */
export async function applyTemplate(applying: Applying, event: Event<'template'>): Promise<void> {
	const { tx, channel, changes, parts, receivedAt } = applying;
	const key = { channelId: channel.row.id, name: event.name, language: event.language };
	const at = event.at || receivedAt;
	const stored = await tx.templates.find(key.channelId, key.name, key.language);
	if (!stored) return tx.inbox.keepEarly(key.channelId, earlyKey(key), event, at);
	if (!(await tx.inbox.claim(channel.row.id, event.key, at))) return;
	const { content, pausedUntil, nextCategory, ...change } = event.change;
	// An approval that comes after the pause that followed it would send what the provider refuses.
	if (change.status !== undefined && isLate(at, await tx.templates.statusKnownAt(key))) return;
	const template = { ...stored.template, ...change, ...content };
	const after = {
		...stored,
		template,
		pausedUntil: template.status === 'paused' ? (pausedUntil ?? stored.pausedUntil) : null,
		nextCategory: nextCategory === undefined ? stored.nextCategory : nextCategory,
	};
	await storeChanged(applying, stored, after, {
		at,
		reason: event.reason,
		byName: null,
	});
	changes.afterwards(() => parts.bus.publish('template:changed', { channelId: channel.row.id }));
}

/** The provider reports how the number or account stands: limits, quality, restrictions. */
export async function applyStanding(applying: Applying, event: Event<'standing'>): Promise<void> {
	const { tx, channel, receivedAt } = applying;
	if (!(await tx.inbox.claim(channel.row.id, event.key, event.at || receivedAt))) return;
	await takeReport(applying, event.report, event.at || receivedAt);
}

/** The provider says something about the number or account: managers see it, and a fatal one pauses the channel. */
export async function applyChannelNotice(applying: Applying, event: Event<'channel-notice'>): Promise<void> {
	const { tx, channel, changes, parts, receivedAt } = applying;
	if (!(await tx.inbox.claim(channel.row.id, event.key, event.at || receivedAt))) return;
	await raiseAlert(applying, {
		severity: event.severity === 'stop' ? 'bad' : event.severity,
		title: channel.row.name,
		text: event.text,
		channelId: channel.row.id,
		template: null,
		action: { page: 'channels' },
	});
	if (event.severity === 'info') return;
	changes.afterwards(() =>
		changeChannel(parts, channel.row.id, row => {
			row.problem = event.text;
			if (event.severity === 'stop' && row.state === 'active') row.state = 'paused';
		}),
	);
}
