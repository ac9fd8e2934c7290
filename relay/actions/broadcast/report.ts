import { ok } from '../../../shared/contract/result.ts';
import type { MessageProblem } from '../../../shared/contract/views.ts';
import { CSV_MARK, csvLine } from '../../../shared/lib/csv.ts';
import type { RecipientRow } from '../../store/tables.ts';
import { exportLink } from '../export-link.ts';
import type { Action, Parts } from '../parts.ts';
import { recipientViews } from './list-recipients.ts';
import { unknownBroadcast } from './view.ts';

/** Recipients that are written at once. */
const PAGE = 200;

export const reportBroadcast: Action<'broadcast:report'> = async (parts, request) => {
	const { broadcastId, report } = request;
	const broadcast = await parts.store.broadcasts.find(broadcastId);
	if (!broadcast) return unknownBroadcast();
	const name = broadcast.plan.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'broadcast';
	const filename = `${name}-${report}.csv`;
	return ok({ url: exportLink(parts, `broadcasts/${broadcastId}`, { report, filename }), filename });
};

/** The file behind the address of a report. */
export async function broadcastFile(
	parts: Parts,
	broadcastId: string,
	params: Readonly<Record<string, string>>,
): Promise<{ filename: string; lines: AsyncIterable<string> } | null> {
	const broadcast = await parts.store.broadcasts.find(broadcastId);
	if (!broadcast) return null;
	const filename = params.filename ?? 'broadcast.csv';
	const lines = params.report === 'proof' ? proofLines : recipientLines;
	return { filename, lines: lines(parts, broadcastId) };
}

async function* pages(parts: Parts, broadcastId: string): AsyncGenerator<RecipientRow[]> {
	for (let after = 0; ; ) {
		const rows = await parts.store.recipients.page({ broadcastId, bucket: 'all', after, limit: PAGE });
		if (rows.length === 0) return;
		yield rows;
		after = Number(rows.at(-1)?.id);
		// Others want the store too.
		await new Promise(resolve => setImmediate(resolve));
	}
}

const time = (at: number | string | null | undefined) =>
	at == null ? '' : new Date(Number(at)).toISOString();

async function* recipientLines(parts: Parts, broadcastId: string): AsyncGenerator<string> {
	yield CSV_MARK +
		csvLine([
			...['Number', 'Name', 'Country', 'Channel', 'Status', 'Reason', 'Code', 'In words', 'Attempts'],
			...['Sent', 'Delivered', 'Read', 'Failed', 'Replied', 'Clicked', 'Opted out'],
		]);
	const names = new Map(parts.channels.all().map(({ row }) => [row.id, row.name]));
	for await (const rows of pages(parts, broadcastId)) {
		const views = await recipientViews(parts, rows);
		yield views
			.map(one =>
				csvLine([
					one.address,
					one.name,
					one.country ?? '',
					names.get(one.channelId) ?? one.channelId,
					one.state,
					one.reason ?? '',
					one.providerCode ?? '',
					one.message ?? '',
					String(one.attempts),
					...[one.sentAt, one.deliveredAt, one.readAt, one.failedAt].map(time),
					...[one.repliedAt, one.clickedAt, one.stoppedAt].map(time),
				]),
			)
			.join('');
	}
}

/** One line for each attempt, and one for whoever had none: who, which message, its id at the provider, what was reported. */
async function* proofLines(parts: Parts, broadcastId: string): AsyncGenerator<string> {
	yield CSV_MARK +
		csvLine([
			...[
				'Recipient',
				'Number',
				'Name',
				'Outcome',
				'Reason',
				'Attempt',
				'Message',
				'Provider’s id',
				'Status',
			],
			...['Stored', 'Sent', 'Delivered', 'Read', 'Failed', 'Code', 'Detail'],
		]);
	for await (const rows of pages(parts, broadcastId)) {
		const views = await recipientViews(parts, rows);
		const messages = Map.groupBy(
			await parts.store.messageFinds.ofRecipients(rows.map(row => Number(row.id))),
			row => Number(row.recipient_id),
		);
		yield views
			.map(one => {
				const who = [String(one.id), one.address, one.name, one.state, one.reason ?? ''];
				const attempts = messages.get(one.id) ?? [];
				if (attempts.length === 0) return csvLine([...who, ...Array<string>(11).fill('')]);
				return attempts
					.map((row, index) => {
						const problem = row.problem === null ? null : (JSON.parse(row.problem) as MessageProblem);
						return csvLine([
							...who,
							String(index + 1),
							row.id,
							row.external_id ?? '',
							row.status,
							...[row.received_at, row.sent_at, row.delivered_at, row.read_at, row.failed_at].map(time),
							problem?.providerCode ?? problem?.code ?? '',
							problem?.detail ?? '',
						]);
					})
					.join('');
			})
			.join('');
	}
}
