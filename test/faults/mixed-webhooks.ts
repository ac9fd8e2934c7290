import { until } from '../support/until.ts';
import { type Finding, figure, openStage } from './stage.ts';

const CUSTOMERS = ['+491713920001', '+447700900101', '+14155550132', '+33639980011', '+5531990000001'];

/** the provider sends every webhook twice, in batches and out of order, while the relay is killed in between. */
export async function mixedWebhooks(rounds: number): Promise<Finding> {
	const stage = await openStage();
	try {
		let written = 0;
		for (let round = 0; round < rounds; round += 1) {
			await stage.sandbox.faults({
				webhooks: {
					held: true,
					twice: true,
					shuffleMs: 20,
					batch: 1 + (round % 7),
					batchEntries: round % 2 === 0,
				},
			});
			for (const customer of CUSTOMERS)
				for (let index = 0; index < 20; index += 1) {
					await stage.sandbox.customerWrites({
						customer,
						number: stage.number,
						message: { type: 'text', text: `${round} ${index}` },
					});
					written += 1;
				}
			const delivered = stage.sandbox.faults({ webhooks: { held: false } }).then(() => stage.sandbox.idle());
			if (round % 2 === 1) {
				await stage.kill();
				await stage.start();
			}
			await delivered;
		}
		await stage.drained();
		let found = 0;
		let different = 0;
		for (const customer of CUSTOMERS) {
			const { conversation } = await stage.owner.get('conversation:open', {
				channelId: stage.channel.id,
				address: customer,
			});
			const rows = conversation ? await stage.store.messages.page(conversation.id, null, 100_000) : [];
			const texts = rows.map(row => String((JSON.parse(row.content) as { text?: string }).text)).sort();
			const wanted = stage.sandbox
				.messages({ customer, number: stage.number })
				.map(one => one.view.text ?? '')
				.sort();
			found += texts.length;
			if (JSON.stringify(texts) !== JSON.stringify(wanted)) different += 1;
			if (conversation && conversation.unread !== wanted.length) different += 1;
		}
		await until('nothing waits at the provider', async () => (await stage.sandbox.state()).pending === 0);
		return {
			promise: 'R-03',
			held: different === 0 && found === written,
			line: `every webhook twice, shuffled, in batches, ${stage.kills} kills: ${figure(written)} messages written, ${figure(found)} stored, ${different} of ${CUSTOMERS.length} chats differ`,
		};
	} finally {
		await stage.close();
	}
}
