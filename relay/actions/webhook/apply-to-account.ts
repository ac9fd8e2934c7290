import { newId } from '../../ids.ts';
import type { ProviderEvent } from '../../providers/provider.ts';
import { changeChannel } from '../channel/change.ts';
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
	const contactId = await contactOf(tx, channel.row.type, event.party, receivedAt, changes);
	if (!(await tx.contacts.setConsent(contactId, event.optedOut, event.at))) return;
	for (const conversation of await tx.conversations.allOfContact(contactId)) {
		changes.note(conversation.id, Number(conversation.revision));
		await tx.conversations.change(conversation.id);
	}
}

export async function applyTemplate(applying: Applying, event: Event<'template'>): Promise<void> {
	const { tx, channel, changes, parts } = applying;
	const stored = await tx.templates.find(channel.row.id, event.name, event.language);
	// One that was made elsewhere is not known here until the next sync.
	if (!stored) return;
	await tx.templates.put({ ...stored, template: { ...stored.template, ...event.change } });
	changes.afterwards(() => parts.bus.publish('template:changed', { channelId: channel.row.id }));
}

/** The provider says something about the number or account: an owner sees it, and a fatal one pauses the channel. */
export async function applyChannelNotice(applying: Applying, event: Event<'channel-notice'>): Promise<void> {
	const { tx, channel, changes, parts, receivedAt } = applying;
	if (!(await tx.inbox.claim(channel.row.id, event.key, receivedAt))) return;
	if (event.severity === 'info') return;
	changes.afterwards(() =>
		changeChannel(parts, channel.row.id, row => {
			row.problem = event.text;
			if (event.severity === 'stop' && row.state === 'active') row.state = 'paused';
		}),
	);
}
