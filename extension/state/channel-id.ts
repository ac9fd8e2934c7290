/**
 * The channel ID in what somebody pasted: the ID itself (`ABcdefGH`), or the address of the number's page in 360dialog's
 * hub. Null where none is found. IDs of partners, clients and accounts end in PA, CL and WA and are none.
 */
export function channelIdIn(pasted: string): string | null {
	const text = pasted.trim();
	if (isId(text)) return text;
	if (!/^https?:\/\//i.test(text)) return null;
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		// Half an address: nothing can be read of it yet.
		return null;
	}
	// After signing up, the hub comes back with `channels=[…]`.
	const listed = /^\[?["']?(\w+)/.exec(
		url.searchParams.get('channels') ?? url.searchParams.get('channel') ?? '',
	);
	if (listed?.[1] && isId(listed[1])) return listed[1];
	const parts = `${url.pathname}/${url.hash.replace(/^#/, '')}`.split(/[/?&=]/).filter(part => part !== '');
	const named = parts.findIndex(part => /^(channels?|numbers?)$/i.test(part));
	const behind = named < 0 ? undefined : parts[named + 1];
	if (behind !== undefined && isId(behind)) return behind;
	return parts.findLast(part => isId(part) && looksMade(part)) ?? null;
}

function isId(text: string): boolean {
	return /^[A-Za-z0-9]{6,16}$/.test(text) && !/(PA|CL|WA)$/.test(text);
}

/** Words of a path are of one case; IDs are not. */
function looksMade(part: string): boolean {
	return /[a-z]/.test(part) && /[A-Z]/.test(part.slice(1));
}
