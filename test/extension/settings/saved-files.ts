import { afterEach, beforeEach } from 'vitest';

/** The files that a page gave to the browser, by name. The test's browser can keep none, so they are kept here. */
export function useSavedFiles(): ReadonlyMap<string, Blob> {
	const saved = new Map<string, Blob>();
	const blobs = new Map<string, Blob>();
	const click = HTMLAnchorElement.prototype.click;
	beforeEach(() => {
		saved.clear();
		URL.createObjectURL = blob => {
			const url = `blob:test/${blobs.size}`;
			blobs.set(url, blob as Blob);
			return url;
		};
		URL.revokeObjectURL = () => {};
		HTMLAnchorElement.prototype.click = function press(this: HTMLAnchorElement) {
			const blob = blobs.get(this.href);
			if (blob) saved.set(this.download, blob);
			else click.call(this);
		};
	});
	afterEach(() => {
		HTMLAnchorElement.prototype.click = click;
		Reflect.deleteProperty(URL, 'createObjectURL');
		Reflect.deleteProperty(URL, 'revokeObjectURL');
	});
	return saved;
}
