import { ArrowLeft, X } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { shownName } from '../state/template-filter.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import { TemplateFormView } from './template-form-view.tsx';
import { TemplateList } from './template-list.tsx';
import styles from './template-panel.module.css';

/** The list of templates, or the form of one. The focus goes back to where it was. */
export function TemplatePanel() {
	const { templates } = useSidebar();
	const before = useRef(document.activeElement);
	useEffect(
		() => () => {
			const back = before.current;
			if (back instanceof HTMLElement && back.isConnected) back.focus();
			else document.querySelector<HTMLElement>('[data-test="composer-input"]')?.focus();
		},
		[],
	);
	const form = templates.form.value;
	return (
		<section class={styles.sheet} aria-label={t('template_choose')} data-test="template-sheet">
			<header class={styles.head}>
				{form && (
					<IconButton icon={ArrowLeft} label={t('back')} test="template-back" onClick={templates.back} />
				)}
				<h2 class={styles.title}>{form ? shownName(form.template) : t('template_choose')}</h2>
				<IconButton icon={X} label={t('close')} onClick={templates.close} />
			</header>
			{form ? <TemplateFormView form={form} /> : <TemplateList />}
		</section>
	);
}
