/** A piece of a text that was changed. */
export interface DiffPart {
	readonly kind: 'same' | 'removed' | 'added';
	readonly text: string;
}

/** More words than a template can have on both sides together: compared as a whole, not word by word. */
const MOST = 4_000_000;

/** What was taken out of a text and what was put in, word by word. Joined without the added parts it is `before`. */
export function diffTexts(before: string, after: string): DiffPart[] {
	const a = before.split(/(\s+)/).filter(word => word !== '');
	const b = after.split(/(\s+)/).filter(word => word !== '');
	if (a.length * b.length > MOST) return joined([part('removed', before), part('added', after)]);
	const lengths = commonLengths(a, b);
	const parts: DiffPart[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		const left = a[i];
		const right = b[j];
		if (left !== undefined && left === right) {
			parts.push(part('same', left));
			i++;
			j++;
		} else if (
			left !== undefined &&
			(right === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))
		) {
			parts.push(part('removed', left));
			i++;
		} else {
			parts.push(part('added', right ?? ''));
			j++;
		}
	}
	return joined(parts);
}

function part(kind: DiffPart['kind'], text: string): DiffPart {
	return { kind, text };
}

function at(lengths: readonly Uint16Array[], i: number, j: number): number {
	return lengths[i]?.[j] ?? 0;
}

/** How long the longest common run of words is from each place of both on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
	const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
	for (let i = a.length - 1; i >= 0; i--) {
		const row = lengths[i];
		if (!row) continue;
		for (let j = b.length - 1; j >= 0; j--)
			row[j] =
				a[i] === b[j]
					? at(lengths, i + 1, j + 1) + 1
					: Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
	}
	return lengths;
}

/** One run of changes is one part out and one part in, also where only a space stayed between two of them. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
	const whole: DiffPart[] = [];
	let removed = '';
	let added = '';
	const flush = () => {
		if (removed !== '') whole.push(part('removed', removed));
		if (added !== '') whole.push(part('added', added));
		removed = '';
		added = '';
	};
	for (const [index, { kind, text }] of parts.entries()) {
		const changing = removed !== '' || added !== '';
		const next = parts[index + 1];
		if (kind === 'removed') removed += text;
		else if (kind === 'added') added += text;
		else if (changing && text.trim() === '' && next && next.kind !== 'same') {
			removed += text;
			added += text;
		} else {
			flush();
			const last = whole.at(-1);
			if (last?.kind === 'same') whole[whole.length - 1] = part('same', last.text + text);
			else if (text !== '') whole.push(part('same', text));
		}
	}
	flush();
	return whole;
}
