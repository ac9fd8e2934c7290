import type { BroadcastView, RecipientView } from '../../../shared/contract/broadcast-views.ts';
import type { RequestOf } from '../../../shared/contract/commands/index.ts';
import { type Bucket, type RecipientCounts, USUAL_BRAKE } from '../../../shared/domain/broadcast.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';

export type Plan = RequestOf<'broadcast:save'>['plan'];

/** A scene in which broadcasts are made, launched and followed. */
export interface BroadcastScene extends Scene {
	/** A plan with an approved template and a value from each recipient's name. */
	plan(more?: Partial<Plan>): Plan;
	/** A draft with recipients: numbers, or numbers with their values. */
	draft(numbers: readonly string[], more?: Partial<Plan>): Promise<BroadcastView>;
	launch(id: string): Promise<BroadcastView>;
	show(id: string): Promise<BroadcastView>;
	/** The broadcast once it satisfies `is`. */
	once(id: string, is: (broadcast: BroadcastView) => boolean): Promise<BroadcastView>;
	/** The broadcast once it is completed and the provider has told all that it tells. */
	completed(id: string): Promise<BroadcastView>;
	recipients(id: string, bucket?: Bucket): Promise<readonly RecipientView[]>;
}

let made = 0;

/** A number of nobody in particular; the sandbox makes them a customer. */
export const number = (index: number) => `+4917139${String(100_000 + index)}`;

/** So many numbers. */
export const numbers = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => number(from + index));

/** People as rows of a CRM. */
export function records(phones: readonly string[]) {
	return phones.map((phone, index) => ({
		id: `lead-${index}`,
		title: `Lead ${index}`,
		people: [{ name: `Person ${index}`, isMain: true, phones: [phone] }],
	}));
}

export async function startBroadcastScene(
	options: Parameters<typeof startScene>[0] = {},
): Promise<BroadcastScene> {
	const scene = await startScene({ provider: 'cloud-api', ...options });
	const { owner, channel } = scene;
	const plan: BroadcastScene['plan'] = more => {
		made += 1;
		return {
			name: `Autumn ${made}`,
			channelId: channel.id,
			content: {
				kind: 'template',
				name: 'order_update',
				language: 'de',
				parameters: {
					body: ['{{ contact.first_name | default: "du" }}', 'LB-4711', '24. November'],
				},
			},
			brake: { ...USUAL_BRAKE, after: 1_000_000 },
			...more,
		};
	};
	const show = async (id: string) => (await owner.get('broadcast:show', { broadcastId: id })).broadcast;
	const once: BroadcastScene['once'] = (id, is) =>
		until(
			`broadcast ${id} is as wanted`,
			async () => {
				const found = await show(id);
				return is(found) ? found : null;
			},
			25_000,
		);
	return {
		...scene,
		plan,
		show,
		once,
		async draft(phones, more) {
			const broadcastId = `bc_${made + 1}_${Math.random().toString(36).slice(2)}`;
			await owner.get('broadcast:save', { broadcastId, plan: plan(more) });
			if (phones.length > 0)
				for (let from = 0; from < phones.length; from += 500)
					await owner.get('broadcast:add-recipients', {
						broadcastIds: [broadcastId],
						source: { kind: 'records', records: records(phones.slice(from, from + 500)) },
					});
			return show(broadcastId);
		},
		launch: async id => (await owner.get('broadcast:launch', { broadcastId: id })).broadcast,
		async completed(id) {
			await once(id, one => one.state === 'completed');
			await scene.sandbox.idle();
			await scene.relay.relay.drained();
			return show(id);
		},
		async recipients(id, bucket = 'all') {
			const all: RecipientView[] = [];
			for (;;) {
				const page = await owner.get('broadcast:recipients', {
					broadcastId: id,
					bucket,
					limit: 200,
					...(all.length > 0 && { after: all.at(-1)?.id ?? 0 }),
				});
				all.push(...page.recipients);
				if (!page.hasMore) return all;
			}
		},
	};
}

/** All recipients, by their counts. */
export function total(counts: RecipientCounts): number {
	const { replied: _replied, clicked: _clicked, stopped: _stopped, ...states } = counts;
	return Object.values(states).reduce((sum, count) => sum + count, 0);
}
