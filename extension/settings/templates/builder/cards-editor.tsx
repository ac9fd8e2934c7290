import { ArrowLeft, ArrowRight, Plus, X } from 'lucide';
import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import {
	addCard,
	moveCard,
	putCard,
	removeCard,
	withCardHeader,
	withCarousel,
} from '../../../state/draft-edits.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { ButtonsEditor } from './buttons-editor.tsx';
import { useBuilder } from './context.ts';
import { PlaceMarks } from './place-field.tsx';
import { placeId } from './places.ts';
import { SampleFields } from './sample-fields.tsx';
import { TextEditor } from './text-editor.tsx';

/** The cards of a carousel, which all have the same parts. */
export function CardsEditor() {
	const builder = useBuilder();
	const { cards } = builder.draft.value;
	return (
		<fieldset class={styles.part} id={placeId('cards')}>
			<legend class={styles.legend}>{t('builder_cards')}</legend>
			<label class={styles.check}>
				<input
					type="checkbox"
					checked={cards !== null}
					data-test="builder-carousel"
					onChange={event => {
						const wanted = event.currentTarget.checked;
						builder.change(draft => withCarousel(draft, wanted), 'cards');
					}}
				/>
				{t('cards_wanted')}
			</label>
			<PlaceMarks place="cards" />
			{cards && (
				<>
					<SelectField
						label={t('cards_header')}
						help={t('cards_alike')}
						value={cards[0]?.header?.kind ?? 'image'}
						options={[
							{ value: 'image', label: t('photo') },
							{ value: 'video', label: t('video') },
						]}
						test="cards-header"
						onChange={kind =>
							builder.change(draft => withCardHeader(draft, kind as 'image' | 'video'), 'cards')
						}
					/>
					<ol class={styles.rows}>
						{cards.map((card, index) => (
							<li key={index} id={placeId(`cards.${index}`)} class={styles.row} data-test="builder-card">
								<div class={styles.rowHead}>
									<span class={styles.kind}>{t('card_title', { number: index + 1 })}</span>
									<IconButton
										icon={ArrowLeft}
										small
										label={t('card_earlier', { number: index + 1 })}
										disabled={index === 0}
										onClick={() => builder.change(draft => moveCard(draft, index, index - 1), 'cards')}
									/>
									<IconButton
										icon={ArrowRight}
										small
										label={t('card_later', { number: index + 1 })}
										disabled={index === cards.length - 1}
										onClick={() => builder.change(draft => moveCard(draft, index, index + 1), 'cards')}
									/>
									<IconButton
										icon={X}
										small
										label={t('card_remove', { number: index + 1 })}
										test="card-remove"
										onClick={() => builder.change(draft => removeCard(draft, index), 'cards')}
									/>
								</div>
								<PlaceMarks place={`cards.${index}`} />
								<SampleFields prefix={`cards.${index}.header.`} />
								<TextEditor
									place={`cards.${index}.body`}
									label={t('card_text')}
									value={card.body}
									max={TEMPLATE_LIMITS.cardBody}
									rows={2}
									test={`card-body-${index}`}
									onInput={body =>
										builder.change(draft => putCard(draft, index, { body }), `cards.${index}.body`)
									}
								/>
								<SampleFields prefix={`cards.${index}.body.`} />
								<ButtonsEditor at={index} />
							</li>
						))}
					</ol>
					<div class={styles.add}>
						<Button
							icon={Plus}
							disabled={cards.length >= TEMPLATE_LIMITS.cards}
							test="card-add"
							onClick={() => builder.change(addCard, 'cards')}
						>
							{t('card_add')}
						</Button>
						<span class={styles.quiet}>
							{t('buttons_count', { count: cards.length, max: TEMPLATE_LIMITS.cards })}
						</span>
					</div>
				</>
			)}
		</fieldset>
	);
}
