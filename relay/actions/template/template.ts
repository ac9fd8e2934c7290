import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import { changeChannel } from '../channel/change.ts';
import { type Action, type Parts, within } from '../parts.ts';

const noChannel = () =>
	fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });

export const listTemplates: Action<'template:list'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const stored = await parts.store.templates.list(request.channelId);
	return ok({
		templates: stored.map(({ template, channelId, syncedAt }) => ({ ...template, channelId, syncedAt })),
		syncedAt: channel.row.templatesSyncedAt,
	});
};

export const syncTemplates: Action<'template:sync'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	return channel ? fetchTemplates(parts, channel) : noChannel();
};

type Synced = { added: number; changed: number; removed: number; total: number; syncedAt: number };

/** Takes over the provider's list as it is now. When the provider does not give it whole, nothing changes. */
export async function fetchTemplates(parts: Parts, channel: LiveChannel): Promise<Result<Synced>> {
	const catalogue = channel.connection.templates;
	if (!catalogue) return fail('refused', 'This channel has no templates.', { refusal: 'not-supported' });
	const found: { template: Template; externalId: string | null }[] = [];
	try {
		for await (const one of catalogue.list(within(parts, 2 * MINUTE_MS))) found.push(one);
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return fail(
			'unavailable',
			`The templates could not be fetched. ${error.rule.sentence} ${error.rule.nextStep}`,
		);
	}
	const syncedAt = parts.now();
	const counts = await parts.store.transaction(async tx => {
		const before = new Map(
			(await tx.templates.list(channel.row.id)).map(stored => [keyOf(stored.template), stored]),
		);
		let added = 0;
		let changed = 0;
		for (const { template, externalId } of found) {
			const former = before.get(keyOf(template));
			before.delete(keyOf(template));
			if (!former) added += 1;
			else if (JSON.stringify(former.template) !== JSON.stringify(template)) changed += 1;
			await tx.templates.put({ channelId: channel.row.id, externalId, template, syncedAt });
		}
		for (const gone of before.values())
			await tx.templates.remove(channel.row.id, gone.template.name, gone.template.language);
		return { added, changed, removed: before.size };
	});
	await changeChannel(parts, channel.row.id, row => {
		row.templatesSyncedAt = syncedAt;
	});
	parts.bus.publish('template:changed', { channelId: channel.row.id });
	return ok({ ...counts, total: found.length, syncedAt });
}

function keyOf(template: Template): string {
	return `${template.name}\n${template.language}`;
}
