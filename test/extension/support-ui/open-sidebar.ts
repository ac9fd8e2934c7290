import type { Draft } from '../../../extension/connection/drafts.ts';
import type { Snapshot } from '../../../extension/connection/snapshots.ts';
import type { Upload } from '../../../extension/connection/upload.ts';
import { createSidebar, type Sidebar } from '../../../extension/state/sidebar.ts';
import { ok } from '../../../shared/contract/result.ts';
import type { CrmRecord } from '../../../shared/domain/crm-record.ts';
import { createFakeRelay, type FakeRelay } from './fake-relay.ts';
import { type FakeTime, fakeTime, memoryDrafts, memorySnapshots, settled } from './memory-stores.ts';
import { TEMPLATES } from './sample-templates.ts';
import { channelOf, conversationOf, messageOf, RECORD } from './samples.ts';

/** Saturday, 21 November 2026, 10:00 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 10);

export interface Opened {
	readonly sidebar: Sidebar;
	readonly relay: FakeRelay;
	readonly time: FakeTime;
}

export interface OpenOptions {
	readonly relay?: FakeRelay;
	readonly record?: CrmRecord | null;
	readonly drafts?: Map<string, Draft>;
	readonly snapshots?: Map<string, Snapshot>;
	readonly upload?: Upload;
	readonly channelOf?: Map<string, string>;
}

/** A relay with Ann's conversation: she wrote an hour ago. */
export function relayWithAnn(): FakeRelay {
	const relay = createFakeRelay(
		[channelOf(), channelOf({ id: 'ch-service', name: 'Service', createdAt: 2 })],
		TEMPLATES,
	);
	relay.put(conversationOf(), messageOf({ id: 'm1', at: NOW - 3_600_000 }));
	return relay;
}

/** The sidebar's whole state over fakes, at Ann's record, when everything has come to rest. */
export async function openSidebar(options: OpenOptions = {}): Promise<Opened> {
	const relay = options.relay ?? relayWithAnn();
	const time = fakeTime(NOW);
	let made = 0;
	const sidebar = createSidebar({
		port: relay.port,
		drafts: memoryDrafts(options.drafts, options.channelOf),
		snapshots: memorySnapshots(options.snapshots),
		upload:
			options.upload ??
			(async () => ok({ mediaId: 'media-1', mimeType: 'image/png', filename: null, size: 4 })),
		time,
		newId: () => `client-${String(++made).padStart(4, '0')}`,
	});
	relay.port.fromPage({
		kind: 'record',
		record: options.record === undefined ? RECORD : options.record,
		crmName: 'Kommo',
		loading: false,
	});
	await settled();
	return { sidebar, relay, time };
}
