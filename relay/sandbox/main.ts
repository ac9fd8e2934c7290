import { startSandbox } from './sandbox.ts';

const port = Number(process.env.PORT ?? 8788);
const host = process.env.HOST ?? '127.0.0.1';
const dataDir = process.env.DATA_DIR ?? '.data';

try {
	const sandbox = await startSandbox({
		port,
		host,
		dataDir,
		reviewer: { mode: 'auto', afterMs: 3000 },
		tier: 'TIER_2K',
		deliveryDelayMs: { sent: 300, delivered: 600, read: null },
	});
	console.log(`Sandbox listening at ${sandbox.url}`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void sandbox.close().then(() => process.exit(0));
		});
	}
} catch (error) {
	const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
	console.error(
		busy
			? `Port ${port} is already in use: stop the other program or set PORT to another number.`
			: `The sandbox cannot start: ${error}`,
	);
	process.exit(1);
}
