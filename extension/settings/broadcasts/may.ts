import type { Link } from '../../state/link.ts';
import type { RulesView } from '../../state/views.ts';

/** Whether the signed-in person begins broadcasts or only prepares them. The relay decides; this only shows it. */
export function mayLaunch(link: Link, rules: RulesView | null): boolean {
	if (!link.may('broadcasts:launch')) return false;
	return !(rules?.fourEyes && link.user.value?.role === 'agent');
}
