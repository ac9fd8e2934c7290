import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { ContactView } from '../../../shared/contract/views.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action } from '../parts.ts';
import { contactView, conversationViews } from '../views.ts';
import { Changes } from '../webhook/changes.ts';

async function view(store: StoreParts, contactId: string): Promise<Result<ContactView>> {
	const row = await store.contacts.find(contactId);
	if (!row) return fail('not-found', 'There is no such contact.', { fields: { contactId: 'is unknown' } });
	const [addresses, consents] = await Promise.all([
		store.contacts.addresses([contactId]),
		store.consents.newestOf([contactId]),
	]);
	return ok(contactView(row, addresses, consents));
}

export const showContact: Action<'contact:show'> = async (parts, request) => {
	const contact = await view(parts.store, request.contactId);
	if (!contact.ok) return contact;
	const rows = await parts.store.conversations.allOfContact(request.contactId);
	return ok({ contact: contact.value, conversations: await conversationViews(parts.store, rows) });
};

export const updateContact: Action<'contact:update'> = async (parts, request) => {
	const changes = new Changes();
	const found = await parts.store.transaction(async tx => {
		if (!(await tx.contacts.find(request.contactId))) return false;
		if (request.name !== undefined) await tx.contacts.rename(request.contactId, { name: request.name });
		for (const conversation of await tx.conversations.allOfContact(request.contactId)) {
			changes.note(conversation.id, Number(conversation.revision));
			await tx.conversations.change(conversation.id);
		}
		return true;
	});
	if (found) await changes.publish(parts.bus);
	const contact = await view(parts.store, request.contactId);
	return contact.ok ? ok({ contact: contact.value }) : contact;
};
