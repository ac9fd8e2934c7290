import { useState } from 'preact/hooks';
import type { TemplateType } from '../../../../shared/domain/template-draft.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { listOf, t } from '../../../ui/text.ts';
import { useBuilder } from './context.ts';

/** Standard is text alone; going back to it asks before parts are dropped. */
export function TypeChoice() {
	const builder = useBuilder();
	const [losing, setLosing] = useState<readonly string[] | null>(null);
	const type = builder.notes.value.type;
	const choose = (next: TemplateType) => {
		const lost = next === 'standard' ? builder.lostByStandard() : [];
		if (lost.length > 0) setLosing(lost);
		else builder.setType(next);
	};
	return (
		<>
			<SelectField
				// The browser has shown the new choice already: drawn anew, it shows what counts.
				key={`${type}:${losing !== null}`}
				label={t('builder_type')}
				help={t(type === 'standard' ? 'type_standard_help' : 'type_extended_help')}
				value={type}
				options={[
					{ value: 'standard', label: t('type_standard') },
					{ value: 'extended', label: t('type_extended') },
				]}
				test="builder-type"
				onChange={value => choose(value as TemplateType)}
			/>
			{losing && (
				<Dialog
					title={t('type_drop_title')}
					onClose={() => setLosing(null)}
					test="type-drop"
					actions={
						<>
							<Button onClick={() => setLosing(null)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="type-drop-confirm"
								onClick={() => {
									builder.setType('standard');
									setLosing(null);
								}}
							>
								{t('type_drop_action')}
							</Button>
						</>
					}
				>
					<p>{t('type_drop_text', { parts: listOf(losing) })}</p>
				</Dialog>
			)}
		</>
	);
}
