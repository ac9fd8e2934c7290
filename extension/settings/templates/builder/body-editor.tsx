import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { PlaceText } from './place-field.tsx';
import { SampleFields } from './sample-fields.tsx';
import { TextEditor } from './text-editor.tsx';

/** The text, with the samples of its variables. */
export function BodyEditor() {
	const builder = useBuilder();
	const { body, offer } = builder.draft.value;
	return (
		<fieldset class={styles.part}>
			<legend class={styles.legend}>{t('builder_body')}</legend>
			<TextEditor
				place="body"
				label={t('builder_body_label')}
				value={body}
				max={offer ? TEMPLATE_LIMITS.bodyWithOffer : TEMPLATE_LIMITS.body}
				rows={5}
				test="builder-body"
				onInput={text => builder.change(draft => ({ ...draft, body: text }), 'body')}
			/>
			<SampleFields prefix="body." />
		</fieldset>
	);
}

/** The quiet line below the text. */
export function FooterEditor() {
	const builder = useBuilder();
	const { footer } = builder.draft.value;
	const write = (text: string) => builder.change(draft => ({ ...draft, footer: text }), 'footer');
	return (
		<fieldset class={styles.part}>
			<legend class={styles.legend}>{t('builder_footer')}</legend>
			<PlaceText
				place="footer"
				label={t('builder_footer_text')}
				value={footer}
				max={TEMPLATE_LIMITS.footer}
				test="builder-footer"
				onInput={write}
			/>
			{footer !== t('footer_stop') && (
				<div>
					<Button test="footer-stop" onClick={() => write(t('footer_stop'))}>
						{t('footer_stop_insert', { text: t('footer_stop') })}
					</Button>
				</div>
			)}
		</fieldset>
	);
}
