import { useLayer } from '../ui/layers.ts';
import { useSidebar } from './context.ts';
import { TemplatePanel } from './later.ts';

/** Choosing and filling a template, over the conversation. */
export function TemplateSheet() {
	const { templates } = useSidebar();
	const step = templates.step.value;
	useLayer(step !== 'closed', templates.close);
	useLayer(step === 'form', templates.back);
	return step === 'closed' ? null : <TemplatePanel />;
}
