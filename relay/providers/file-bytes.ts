import { openAsBlob } from 'node:fs';
import { DeliveryError } from '../../shared/domain/delivery-error.ts';

/** A file of ours for a form, read as it is sent. A file that is not there throws at once, one that cannot be read rejects. */
export async function fileBytes(path: string, type: string): Promise<Blob> {
	try {
		return await openAsBlob(path, { type });
	} catch (cause) {
		throw new DeliveryError('media-missing', { cause });
	}
}
