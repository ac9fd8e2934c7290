import { textLength } from '../../shared/domain/text-parts.ts';
import { plural, t } from '../ui/text.ts';
import styles from './composer.module.css';
import { useSidebar } from './context.ts';

/** What becomes of a long text, before it is sent; and while it is not too long, how much is left. */
export function PlanNote() {
	const { composer, sending } = useSidebar();
	const plan = composer.plan.value;
	const capabilities = sending.capabilities.value;
	if (!plan || !capabilities || composer.commentReply.current.value) return null;
	const { textMax, textUnit } = capabilities;
	const parts = plan.texts.length;
	const withFile = composer.attaching.current.value !== null;
	if (withFile && parts > 0) return <Note>{plural('plan_after_file', parts)}</Note>;
	if (parts > 1) return <Note>{plural('plan_parts', parts)}</Note>;
	const count = textLength(composer.text.value, textUnit);
	if (count <= textMax * 0.9) return null;
	return (
		<p class={styles.count} data-test="text-count">
			{t(textUnit === 'bytes' ? 'count_bytes' : 'count_of', { count, max: textMax })}
		</p>
	);
}

function Note({ children }: { readonly children: string }) {
	return (
		<p class={styles.count} role="status" data-test="plan-note">
			{children}
		</p>
	);
}
