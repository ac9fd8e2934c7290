import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { TemplateButton } from '../../shared/domain/template.ts';
import type { TemplateDraft } from '../../shared/domain/template-draft.ts';

type DraftRequest = RequestOf<'template:save-draft'>['draft'];
type ButtonRequest = DraftRequest['buttons'][number];

/** A draft as the contract takes it. Buttons of kinds that cannot be written here are not in it. */
export function draftRequest(draft: TemplateDraft): DraftRequest {
	return {
		...draft,
		buttons: buttonsOf(draft.buttons),
		cards: draft.cards?.map(card => ({ ...card, buttons: buttonsOf(card.buttons) })) ?? null,
		samples: { ...draft.samples },
	};
}

function buttonsOf(buttons: readonly TemplateButton[]): ButtonRequest[] {
	return buttons.filter((button): button is ButtonRequest => button.kind !== 'other');
}
