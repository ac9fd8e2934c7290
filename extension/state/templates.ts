import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { TemplateChangeView, TemplateView } from '../../shared/contract/sending-views.ts';
import type { TemplateDraft, TemplateNotes } from '../../shared/domain/template-draft.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { draftRequest } from './draft-request.ts';
import { createSource, type Source } from './loaded.ts';

export type TemplateList = ReplyOf<'template:list'>;

/** The templates and drafts of one channel, kept up to date. */
export interface Templates {
	readonly list: Source<TemplateList>;
	sync(): Promise<Result<ReplyOf<'template:sync'>>>;
	annotate(template: TemplateView, notes: TemplateNotes): Promise<RelayError | null>;
	/** Deletes it at the provider in its own language, or in all. */
	remove(template: TemplateView, languages: 'this' | 'all'): Promise<RelayError | null>;
	/** Keeps the first of a draft under this id: a copy, or (with `edits`) a change of a template. */
	begin(draftId: string, first: FirstDraft): Promise<RelayError | null>;
	removeDraft(draftId: string): Promise<RelayError | null>;
	history(template: TemplateView): Promise<Result<{ changes: TemplateChangeView[] }>>;
	stop(): void;
}

export interface FirstDraft {
	readonly draft: TemplateDraft;
	readonly notes: TemplateNotes;
	/** The template that it changes; null for a new one. */
	readonly edits: { readonly name: string; readonly language: string } | null;
}

/** Reads a channel's templates, and again whenever the relay says that they changed. */
export function createTemplates(port: RelayPort, channelId: string): Templates {
	const list = createSource(port, ['template:changed'], () => port.call('template:list', { channelId }));
	const keyOf = ({ name, language }: TemplateView) => ({ channelId, name, language });

	/** The list is read again after an act, whatever came of it. */
	const act = async (answer: Promise<Result<unknown>>): Promise<RelayError | null> => {
		const result = await answer;
		await list.load();
		return result.ok ? null : result.error;
	};
	return {
		list,
		sync: async () => {
			const result = await port.call('template:sync', { channelId });
			if (result.ok) await list.load();
			return result;
		},
		annotate: (template, notes) => act(port.call('template:annotate', { ...keyOf(template), notes })),
		remove: (template, languages) =>
			act(
				port.call('template:remove', {
					...keyOf(template),
					language: languages === 'all' ? null : template.language,
				}),
			),
		begin: (draftId, { draft, notes, edits }) =>
			act(
				port.call('template:save-draft', {
					draftId,
					channelId,
					draft: draftRequest(draft),
					notes: { ...notes },
					edits: edits && { ...edits },
				}),
			),
		removeDraft: draftId => act(port.call('template:remove-draft', { draftId })),
		history: template => port.call('template:history', keyOf(template)),
		stop: list.stop,
	};
}
