import { Router } from 'express';
import { fail } from '../../shared/contract/result.ts';
import { findByLink, findStored } from '../actions/media/media.ts';
import type { Parts } from '../actions/parts.ts';
import { answer } from './answer.ts';
import { callerOf } from './api.ts';

/** Types that a browser may show where it stands; all others are saved. */
const SHOWN = /^(?:image\/(?:jpeg|png|webp|gif)|video\/(?:mp4|3gpp|webm)|audio\/[\w.+-]+|application\/pdf)$/;

/** `GET /media/:id` for those with a token or a signed, short-lived address. Ranges are served, so that videos can seek. */
export function mediaRoutes(parts: Parts): Router {
	const router = Router();
	router.get('/:id', async (request, response) => {
		const { until, use, key } = request.query;
		const isLink = typeof until === 'string' && typeof use === 'string' && typeof key === 'string';
		const id = request.params.id;
		if (!isLink && !(await callerOf(parts, request))) {
			return answer(response, fail('unauthorised', 'This file is only for paired devices.'));
		}
		const file = isLink ? await findByLink(parts, id, { until, use, key }) : await findStored(parts, id);
		if (!file) {
			return answer(
				response,
				isLink
					? fail('unauthorised', 'This address has ended. Open the message again.')
					: fail('not-found', 'There is no such file.'),
			);
		}
		const show = SHOWN.test(file.mime_type) && use !== 'save';
		response.set({
			'content-type': show ? file.mime_type : 'application/octet-stream',
			'content-disposition': `${show ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.filename ?? id)}`,
			'cache-control': 'private, max-age=3600',
			'x-content-type-options': 'nosniff',
			// A customer's file is never a page of ours: no script, no requests of its own.
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
			'cross-origin-resource-policy': 'cross-origin',
		});
		response.sendFile(
			parts.mediaFiles.path(file.id),
			{ acceptRanges: true, cacheControl: false, dotfiles: 'allow' },
			error => {
				if (!error) return;
				if (response.headersSent) return void response.destroy();
				for (const name of response.getHeaderNames())
					if (name.startsWith('content-')) response.removeHeader(name);
				response.set('cache-control', 'no-store');
				// A part that the file does not have; `send` says how long it is.
				if ('status' in error && error.status === 416)
					return void response
						.status(416)
						.set('content-range', `bytes */${file.size ?? '*'}`)
						.end();
				answer(response, fail('not-found', 'The file is gone from the relay’s disk.'));
			},
		);
	});
	return router;
}
