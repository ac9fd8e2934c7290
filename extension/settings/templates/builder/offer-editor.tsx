import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { PlaceMarks, PlaceText } from './place-field.tsx';
import { placeId } from './places.ts';

/** The box of a limited-time offer. */
export function OfferEditor() {
	const builder = useBuilder();
	const { offer } = builder.draft.value;
	return (
		<fieldset class={styles.part} id={placeId('offer')}>
			<legend class={styles.legend}>{t('builder_offer')}</legend>
			<label class={styles.check}>
				<input
					type="checkbox"
					checked={offer !== null}
					data-test="builder-offer"
					onChange={event => {
						const next = event.currentTarget.checked ? { text: '', hasExpiration: true } : null;
						builder.change(draft => ({ ...draft, offer: next }), 'offer');
					}}
				/>
				{t('offer_wanted')}
			</label>
			<PlaceMarks place="offer" />
			{offer && (
				<>
					<PlaceText
						place="offer.text"
						label={t('offer_text')}
						value={offer.text}
						max={TEMPLATE_LIMITS.offerText}
						test="offer-text"
						onInput={text => builder.change(draft => ({ ...draft, offer: { ...offer, text } }), 'offer.text')}
					/>
					<label class={styles.check}>
						<input
							type="checkbox"
							checked={offer.hasExpiration}
							data-test="offer-expires"
							onChange={event => {
								const hasExpiration = event.currentTarget.checked;
								builder.change(draft => ({ ...draft, offer: { ...offer, hasExpiration } }), 'offer');
							}}
						/>
						{t('offer_expires')}
					</label>
				</>
			)}
		</fieldset>
	);
}
