import { useRef } from 'preact/hooks';
import { createBroadcastActs } from '../../state/broadcast-acts.ts';
import { createRules } from '../../state/rules.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { BroadcastList } from './broadcast-list.tsx';
import { BroadcastPage } from './broadcast-page.tsx';

/** All broadcasts, or the one that is being made or looked at. */
export function BroadcastsPage() {
	const { port, place, link, newToken } = useSettings();
	const rules = useStateOf(() => createRules(port), []);
	const acts = useStateOf(() => ({ ...createBroadcastActs(port, newToken), stop: () => {} }), []);
	/** The id of a new one: kept when its address changes from `new` to it, so that what is typed stays. */
	const fresh = useRef<string | null>(null);
	const { open } = place.value.filters;
	if (open === undefined) {
		fresh.current = null;
		return <BroadcastList acts={acts} rules={rules} />;
	}
	if (open === 'new' && link.may('broadcasts:edit')) fresh.current ??= newToken();
	else if (open !== fresh.current) fresh.current = null;
	const id = fresh.current ?? open;
	return (
		<BroadcastPage
			key={id}
			broadcastId={id}
			origin={fresh.current === null ? 'kept' : 'new'}
			acts={acts}
			rules={rules}
		/>
	);
}
