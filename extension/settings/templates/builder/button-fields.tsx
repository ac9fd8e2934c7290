import type { TemplateButton } from '../../../../shared/domain/template.ts';
import { variablesOf } from '../../../../shared/domain/template.ts';
import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { PlaceText } from './place-field.tsx';
import { SampleFields } from './sample-fields.tsx';

export interface ButtonFieldsProps {
	readonly button: TemplateButton;
	/** `buttons.0` or `cards.1.buttons.0`. */
	readonly place: string;
	readonly onChange: (button: TemplateButton, part: 'text' | 'url' | 'phone') => void;
}

/** What one button says and where it leads. */
export function ButtonFields({ button, place, onChange }: ButtonFieldsProps) {
	return (
		<div class={styles.rowFields}>
			{button.kind === 'copy-code' ? (
				// The focus has a place to go to, and the text is WhatsApp's own.
				<p class={styles.quiet} tabIndex={-1}>
					{t('button_copy_code_help')}
				</p>
			) : (
				<PlaceText
					place={`${place}.text`}
					label={t('button_text')}
					value={button.text}
					max={TEMPLATE_LIMITS.buttonText}
					test="button-text"
					onInput={text => onChange({ ...button, text }, 'text')}
				/>
			)}
			{button.kind === 'url' && (
				<div class={styles.beside}>
					<PlaceText
						place={`${place}.url`}
						label={t('button_url_address')}
						help={t('button_url_help')}
						type="url"
						exact
						value={button.url}
						max={TEMPLATE_LIMITS.url}
						test="button-url"
						onInput={url => onChange({ ...button, url }, 'url')}
					/>
					{variablesOf(button.url).length === 0 && (
						<Button
							test="button-url-variable"
							onClick={() => onChange({ ...button, url: `${button.url}{{1}}` }, 'url')}
						>
							{t('button_url_variable')}
						</Button>
					)}
				</div>
			)}
			{button.kind === 'phone' && (
				<PlaceText
					place={`${place}.phone`}
					label={t('button_phone_number')}
					type="tel"
					exact
					value={button.phone}
					max={TEMPLATE_LIMITS.phone}
					placeholder="+49301234567"
					test="button-phone"
					onInput={phone => onChange({ ...button, phone }, 'phone')}
				/>
			)}
			<SampleFields prefix={place} />
		</div>
	);
}
