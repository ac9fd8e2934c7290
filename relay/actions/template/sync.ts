import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { callSentence, DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { ListedTemplate } from '../../providers/abilities.ts';
import { noteKey, type StoredTemplate } from '../../store/templates.ts';
import { changeChannel } from '../channel/change.ts';
import { type Action, type Parts, within } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { storeChanged } from './changed.ts';

const SYNC_LIMIT_MS = 2 * MINUTE_MS;

export const syncTemplates: Action<'template:sync'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	return channel
		? fetchTemplates(parts, channel)
		: fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
};

type Synced = { added: number; changed: number; removed: number; total: number; syncedAt: number };

/**
 * Takes over the provider's list as it is now. When the provider does not give it whole, nothing changes. What is ours about
 * a template (label, description, history) stays, even of one that is gone. A change of which no webhook told is written
 * into the history and told like one.
 */
export async function fetchTemplates(parts: Parts, channel: LiveChannel): Promise<Result<Synced>> {
	const catalogue = channel.connection.templates;
	if (!catalogue) return fail('refused', 'This channel has no templates.', { refusal: 'not-supported' });
	const asked = new Map((await parts.store.templates.list(channel.row.id)).map(keyed));
	// By key: when something changes between two pages, the provider may tell one of them twice.
	const found = new Map<string, ListedTemplate>();
	try {
		for await (const one of catalogue.list(within(parts, SYNC_LIMIT_MS)))
			found.set(noteKey(one.template), one);
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return fail(
			'unavailable',
			`The templates could not be fetched. ${callSentence(error)}${error.code === 'rejected' ? '' : ` ${error.rule.nextStep}`}`,
		);
	}
	const total = found.size;
	const syncedAt = parts.now();
	const isFirst = channel.row.templatesSyncedAt === null;
	const changes = new Changes();
	const counts = await parts.store.transaction(async tx => {
		const applying = { parts, tx, channel, changes };
		const channelId = channel.row.id;
		const before = new Map((await tx.templates.list(channelId)).map(keyed));
		// What was submitted, told or deleted while the list was on its way is newer than the list.
		for (const key of new Set([...asked.keys(), ...before.keys()])) {
			if (JSON.stringify(asked.get(key)) === JSON.stringify(before.get(key))) continue;
			found.delete(key);
			before.delete(key);
		}
		let added = 0;
		let changed = 0;
		for (const [key, { template, externalId, correctCategory }] of found) {
			const former = before.get(key);
			before.delete(key);
			const known = former?.nextCategory ?? null;
			const nextCategory =
				correctCategory === null || correctCategory === template.category
					? null
					: known?.category === correctCategory
						? known
						: { category: correctCategory, at: null };
			const stored = {
				channelId,
				externalId,
				template,
				syncedAt,
				pausedUntil: template.status === 'paused' ? (former?.pausedUntil ?? null) : null,
				nextCategory,
				changedAt: former?.changedAt ?? null,
			};
			const { name, language } = template;
			if (!former) {
				added += 1;
				await tx.templates.put(stored);
				// At the first sync all are found: that is no news of any of them.
				if (!isFirst)
					await tx.templates.addChange(
						{ channelId, name, language },
						{ at: syncedAt, what: 'found', before: null, after: template.status, reason: null, byName: null },
					);
			} else {
				// Sample files are ours: the provider lists none.
				const samples = { ...former.template.samples, ...template.samples };
				const after = { ...stored, template: { ...template, samples } };
				if (JSON.stringify(former.template) !== JSON.stringify(after.template)) changed += 1;
				await storeChanged(applying, former, after, { at: syncedAt, reason: null, byName: null });
			}
		}
		for (const gone of before.values()) {
			const { name, language, status } = gone.template;
			await tx.templates.remove(channelId, name, language);
			await tx.templates.addChange(
				{ channelId, name, language },
				{ at: syncedAt, what: 'removed', before: status, after: null, reason: null, byName: null },
			);
		}
		return { added, changed, removed: before.size };
	});
	await changes.publish(parts.bus);
	await changeChannel(parts, channel.row.id, row => {
		row.templatesSyncedAt = syncedAt;
	});
	parts.bus.publish('template:changed', { channelId: channel.row.id });
	return ok({ ...counts, total, syncedAt });
}

function keyed(stored: StoredTemplate): [string, StoredTemplate] {
	return [noteKey(stored.template), stored];
}
