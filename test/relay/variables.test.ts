import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

const JONAS = '+491713920001';

describe('message:variables', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
	});
	afterAll(() => scene.close());
	const variables = async (messageId: string) =>
		(await scene.owner.get('message:variables', { messageId })).variables;

	it('are those of every message of a batch, not of the first alone', async () => {
		await scene.sandbox.faults({ webhooks: { batch: 2 } });
		await scene.sandbox.writeText(JONAS, scene.number, 'Is it in stock?');
		await scene.sandbox.writeText(JONAS, scene.number, 'The blue one');
		const { messages } = await scene.open(JONAS);
		await scene.sandbox.faults({ webhooks: { batch: 1 } });
		const common = {
			visitor_id: '491713920001',
			conversation_id: '491713920001',
			phone: '491713920001',
			account: '491713920001',
			first_name: 'Jonas',
			last_name: 'Weber',
			email: '',
			source: '',
			auth: '',
			chat_id: '491713920001|dialog360',
			file: '',
			choice: '',
		};
		expect(await Promise.all(messages.map(one => variables(one.id)))).toEqual([
			{ ...common, text: 'Is it in stock?' },
			{ ...common, text: 'The blue one' },
		]);
	});
	it('have a file as three words with an address of ours that opens it', async () => {
		await scene.sandbox.customerWrites({
			customer: JONAS,
			number: scene.number,
			message: { type: 'document', filename: 'offer.pdf', mime: 'application/pdf' },
		});
		const message = await until('the file is stored', async () => {
			const { messages } = await scene.open(JONAS);
			return messages.find(one => one.content.kind === 'media' && one.content.state === 'stored');
		});
		const { file } = await variables(message.id);
		const [, id, url = ''] = file.split('|');
		expect(file).toMatch(/^file:document\|med_[\w-]+\|http/);
		expect(message.content).toMatchObject({ mediaId: id });
		expect((await fetch(url)).status).toBe(200);
	});
	it('have no phone where WhatsApp shows none', async () => {
		await scene.sandbox.customerWrites({
			customer: '+447700900113',
			number: scene.number,
			message: { type: 'text', text: 'by my name alone' },
		});
		await scene.open(JONAS);
		const { conversations } = await scene.owner.get('conversation:list', { search: 'Noor' });
		const { messages } = await scene.owner.get('conversation:open', {
			conversationId: conversations[0]?.id ?? '',
		});
		const found = await variables(messages[0]?.id ?? '');
		expect(found).toMatchObject({
			phone: '',
			first_name: 'Noor',
			chat_id: expect.stringMatching(/^GB\..+\|dialog360$/),
		});
	});
	it('are none of a message of ours', async () => {
		const sent = await scene.send({ to: JONAS, content: { kind: 'text', text: 'Yes' } });
		expect(await scene.owner.ask('message:variables', { messageId: sent.id })).toMatchObject({
			error: { code: 'not-found' },
		});
	});
});
