import { ArrowLeft, X } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../ui/icon-button.tsx';
import { useLayer } from '../ui/layers.ts';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import { TemplateFormView } from './template-form-view.tsx';
import { TemplateList } from './template-list.tsx';
import styles from './template-sheet.module.css';

/** Choosing and filling a template, over the conversation. */
export function TemplateSheet() {
	const { templates } = useSidebar();
	const step = templates.step.value;
	useLayer(step !== 'closed', templates.close);
	useLayer(step === 'form', templates.back);
	if (step === 'closed') return null;
	return <Sheet />;
}

function Sheet() {
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
				<h2 class={styles.title}>{form ? form.template.name : t('template_choose')}</h2>
				<IconButton icon={X} label={t('close')} onClick={templates.close} />
			</header>
			{form ? <TemplateFormView form={form} /> : <TemplateList />}
		</section>
	);
}
