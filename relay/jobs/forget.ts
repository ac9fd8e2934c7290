import { DAY_MS } from '../../shared/lib/time.ts';
import { removeOldFiles } from '../actions/media/remove-old.ts';
import type { Parts } from '../actions/parts.ts';

/** Providers repeat for seven days (providers.md §2.6); keys are kept longer than that. */
const KEEP_BODIES_MS = 7 * DAY_MS;
const KEEP_KEYS_MS = 30 * DAY_MS;
/** Limits look back a day, statistics a week, and who opted out is asked for three days more. */
const KEEP_SENDS_MS = 30 * DAY_MS;
const KEEP_ALERTS_MS = 90 * DAY_MS;

/** Removes what nobody needs any more. */
export async function forgetOld(parts: Parts): Promise<void> {
	const { store, now } = parts;
	await store.inbox.forget({ bodies: now() - KEEP_BODIES_MS, keys: now() - KEEP_KEYS_MS });
	await store.templateSends.forget(now() - KEEP_SENDS_MS);
	await store.templateDrafts.forget(now() - KEEP_SENDS_MS);
	await store.alerts.forget(now() - KEEP_ALERTS_MS);
	await store.startLinks.forget(now());
	await removeOldFiles(parts);
}
