import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import field from '../../../ui/field.module.css';
import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { PlaceField, PlaceMarks, PlaceText } from './place-field.tsx';
import { placeId } from './places.ts';

/** The parts of Meta's own text for codes. */
export function AuthenticationEditor() {
	const builder = useBuilder();
	const { authentication, buttons } = builder.draft.value;
	if (!authentication) return null;
	const { securityRecommendation, expiresInMinutes } = authentication;
	const change = (next: Partial<typeof authentication>) =>
		builder.change(draft => ({ ...draft, authentication: { ...authentication, ...next } }), 'authentication');
	const [button] = buttons;
	return (
		<fieldset class={styles.part}>
			<legend class={styles.legend}>{t('category_authentication')}</legend>
			<p class={styles.quiet}>{t('authentication_help')}</p>
			<label class={styles.check}>
				<input
					type="checkbox"
					checked={securityRecommendation}
					data-test="authentication-security"
					onChange={event => change({ securityRecommendation: event.currentTarget.checked })}
				/>
				{t('authentication_security')}
			</label>
			<label class={styles.check}>
				<input
					type="checkbox"
					checked={expiresInMinutes !== null}
					data-test="authentication-expires"
					onChange={event => change({ expiresInMinutes: event.currentTarget.checked ? 10 : null })}
				/>
				{t('authentication_expires')}
			</label>
			{expiresInMinutes !== null && (
				<PlaceField place="authentication" label={t('authentication_minutes')}>
					{ids => (
						<input
							{...ids}
							class={field.input}
							type="number"
							min={TEMPLATE_LIMITS.expiryMin}
							max={TEMPLATE_LIMITS.expiry}
							value={Number.isNaN(expiresInMinutes) ? '' : expiresInMinutes}
							data-test="authentication-minutes"
							onInput={event => {
								const minutes = event.currentTarget.valueAsNumber;
								change({ expiresInMinutes: Number.isNaN(minutes) ? 0 : minutes });
							}}
						/>
					)}
				</PlaceField>
			)}
			<div id={placeId('buttons')}>
				<PlaceMarks place="buttons" />
				<PlaceMarks place="buttons.0" />
				<PlaceText
					place="buttons.0.text"
					label={t('authentication_button')}
					value={button?.text ?? ''}
					max={TEMPLATE_LIMITS.buttonText}
					test="authentication-button"
					onInput={text =>
						builder.change(draft => ({ ...draft, buttons: [{ kind: 'otp', text }] }), 'buttons.0.text')
					}
				/>
			</div>
		</fieldset>
	);
}
