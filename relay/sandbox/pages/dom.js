/** A new element with attributes, listeners (`on…`) and children; null and false children are left out. */
export function el(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
		else if (value !== null && value !== undefined && value !== false)
			element.setAttribute(name, value === true ? '' : value);
	}
	element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
	return element;
}

/** Asks the control API; rejects with its sentence. */
export async function control(name, wish = {}) {
	const response = await fetch(`/sandbox/api/${name}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(wish),
	});
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
	return answer;
}

/** A function that runs `work` soon, once for many calls. */
export function soon(work, ms = 80) {
	let timer = 0;
	return () => {
		clearTimeout(timer);
		timer = setTimeout(work, ms);
	};
}

/** A file's bytes, for the control API. */
export async function toBase64(file) {
	const bytes = new Uint8Array(await file.arrayBuffer());
	let text = '';
	for (let at = 0; at < bytes.length; at += 0x8000)
		text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}
