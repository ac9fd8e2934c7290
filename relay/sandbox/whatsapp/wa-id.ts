/**
 * What the network calls a number, from its digits: Brazilian mobiles of area codes from 31 up lose the ninth
 * digit, Argentinian ones get the 9 and lose the 15. All others stay. (Mexican accounts keep an older `521` form
 * now and then; that is a fact of the account, so the seed says it.)
 */
export function canonicalWaId(digits: string): string {
	const brazil = /^55([3-9]\d)9(\d{8})$/.exec(digits);
	if (brazil) return `55${brazil[1]}${brazil[2]}`;
	const argentina = /^54(?!9)(\d{2,4})15(\d{6,8})$/.exec(digits);
	if (argentina && digits.length === 14) return `549${argentina[1]}${argentina[2]}`;
	if (/^54(?!9)\d{10}$/.test(digits)) return `549${digits.slice(2)}`;
	return digits;
}

/** One key for all ways to write the same subscriber, so that any of them finds the customer. */
export function subscriberKey(digits: string): string {
	const canonical = canonicalWaId(digits);
	const brazil = /^55(\d{2})9(\d{8})$/.exec(canonical);
	if (brazil) return `55${brazil[1]}${brazil[2]}`;
	const mexico = /^521(\d{10})$/.exec(canonical);
	if (mexico) return `52${mexico[1]}`;
	return canonical;
}
