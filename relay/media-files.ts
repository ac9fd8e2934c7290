import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** More bytes than allowed. */
export class FileTooLarge extends Error {
	override readonly name = 'FileTooLarge';
}

/** The bytes of stored media: one file per id below `DATA_DIR/media`. */
export interface MediaFiles {
	/** Writes a whole file; when it resolves the file is on disk under its id. Throws `FileTooLarge`, keeping nothing. */
	write(
		id: string,
		body: AsyncIterable<Uint8Array>,
		maxBytes: number,
	): Promise<{ size: number; sha256: string }>;
	/** Nothing is there under this id any more; nothing happens when nothing was. */
	remove(id: string): Promise<void>;
	path(id: string): string;
	read(id: string, range?: { start: number; end: number }): Readable;
}

export function openMediaFiles(folder: string): MediaFiles {
	const path = (id: string) => {
		if (!/^[\w-]+$/.test(id)) throw new Error('An id of media holds letters, digits, - and _ only.');
		return join(folder, id.slice(-2), id);
	};
	return {
		path,
		remove: id => rm(path(id), { force: true }),
		read: (id, range) => createReadStream(path(id), range),
		async write(id, body, maxBytes) {
			const target = path(id);
			await mkdir(join(folder, id.slice(-2)), { recursive: true });
			const partial = `${target}.part`;
			const file = await open(partial, 'w', 0o600);
			const hash = createHash('sha256');
			let size = 0;
			try {
				for await (const chunk of body) {
					size += chunk.length;
					if (size > maxBytes) throw new FileTooLarge(`The file is larger than ${maxBytes} bytes.`);
					hash.update(chunk);
					await file.write(chunk);
				}
				await file.sync();
			} catch (error) {
				await file.close();
				await rm(partial, { force: true });
				throw error;
			}
			await file.close();
			await rename(partial, target);
			return { size, sha256: hash.digest('hex') };
		},
	};
}
