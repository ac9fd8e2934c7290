import { ok } from '../../shared/contract/result.ts';
import type { RulesView } from '../../shared/contract/sending-views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';
import type { TemplateList } from './templates.ts';

/** What a draft is written against: the channel's templates and drafts, and the rules. */
export interface BuilderFacts {
	readonly list: TemplateList;
	readonly rules: RulesView;
}

export function createBuilderSource(port: RelayPort, channelId: string): Source<BuilderFacts> {
	return createSource<BuilderFacts>(port, [], async () => {
		const [list, rules] = await Promise.all([
			port.call('template:list', { channelId }),
			port.call('rules:show', {}),
		]);
		if (!list.ok) return list;
		return rules.ok ? ok({ list: list.value, rules: rules.value.rules }) : rules;
	});
}
