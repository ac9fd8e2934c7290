import { isPersonsBrowser } from '../../../shared/domain/link-click.ts';
import type { Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';

/** Where a short address leads; the click is counted once a person's browser asks. Null for an address that is not ours. */
export async function followLink(parts: Parts, code: string, agent: string): Promise<string | null> {
	const link = await parts.store.shortLinks.find(code);
	if (!link) return null;
	if (!isPersonsBrowser(agent)) return link.url;
	const now = parts.now();
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		await tx.shortLinks.countClick(code, now);
		if (await tx.recipients.mark(Number(link.recipient_id), 'clicked', now))
			changes.recipientOf(link.broadcast_id);
	});
	await changes.publish(parts.bus);
	return link.url;
}
