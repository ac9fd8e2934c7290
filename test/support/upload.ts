import type { UploadedMedia } from '../../shared/contract/commands/media.ts';
import type { Result } from '../../shared/contract/result.ts';

/** Puts a file into a relay's store over HTTP, as the extension does. */
export async function upload(
	url: string,
	token: string,
	file: { content: BlobPart; filename: string; type: string },
): Promise<UploadedMedia> {
	const form = new FormData();
	form.append('file', new Blob([file.content], { type: file.type }), file.filename);
	const answer = await fetch(`${url}/api/v1/media/upload`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}` },
		body: form,
	});
	const result = (await answer.json()) as Result<UploadedMedia>;
	if (!result.ok) throw new Error(result.error.message);
	return result.value;
}
