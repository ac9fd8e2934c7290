import express from 'express';

/** The plain baseline of the intake: an Express route that reads the body and only answers 200. */
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post(
	'/webhook',
	express.raw({ type: () => true, limit: '5mb' }),
	(_request, response) => void response.status(200).end(),
);
const server = app.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening\n'));
process.on('SIGTERM', () => {
	server.close();
	server.closeAllConnections();
});
