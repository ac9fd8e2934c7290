/** Gives a text to the browser as a file to keep. */
export function saveFile(filename: string, type: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = filename;
	link.click();
	// The browser has taken the file over when the click returns; Firefox reads it a moment later.
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
