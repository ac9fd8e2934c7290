import type { ContentForm, ContentKind } from '../../state/broadcast-content.ts';
import { SelectField } from '../../ui/field.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { PhonePreview } from '../templates/phone-preview.tsx';
import styles from './broadcasts.module.css';
import { FileContent, QuickReplyContent, TextContent } from './free-content.tsx';
import planStyles from './plan.module.css';
import { TemplateContent } from './template-content.tsx';

export interface ContentPartProps {
	readonly content: ContentForm;
	/** The id of the control that a summary of errors links to. */
	readonly id: string;
	readonly error: string | null;
	/** Tells the controls of two contents apart. */
	readonly prefix: 'content' | 'fallback';
}

const KIND_WORDS: Record<ContentKind, TextKey> = {
	template: 'bc_kind_template',
	text: 'type_text',
	media: 'bc_kind_media',
	'quick-reply': 'bc_kind_quick_reply',
};

/** What is sent on one channel, beside what the recipient sees of it. */
export function ContentPart(props: ContentPartProps) {
	const { content, prefix } = props;
	const kinds = content.kinds.value;
	const preview = content.preview.value;
	if (kinds.length === 0) return null;
	return (
		<section
			class={planStyles.content}
			aria-label={t(prefix === 'content' ? 'column_content' : 'bc_fallback_content')}
		>
			<div class={styles.stack}>
				{kinds.length > 1 && (
					<SelectField
						label={t('bc_kind')}
						value={content.kind.value}
						options={kinds.map(kind => ({ value: kind, label: t(KIND_WORDS[kind]) }))}
						test={`${prefix}-kind`}
						onChange={kind => content.setKind(kind as ContentKind)}
					/>
				)}
				<Fields {...props} />
			</div>
			{preview && (
				<div class={planStyles.phone}>
					<PhonePreview
						preview={preview}
						{...(prefix === 'fallback' && { label: t('bc_fallback_content') })}
					/>
				</div>
			)}
		</section>
	);
}

function Fields(props: ContentPartProps) {
	switch (props.content.kind.value) {
		case 'template':
			return <TemplateContent {...props} />;
		case 'text':
			return <TextContent {...props} />;
		case 'media':
			return <FileContent {...props} />;
		case 'quick-reply':
			return <QuickReplyContent {...props} />;
	}
}
