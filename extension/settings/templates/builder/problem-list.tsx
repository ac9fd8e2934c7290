import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide';
import type { TemplateProblem } from '../../../../shared/domain/template-problem.ts';
import { Icon } from '../../../ui/icon.tsx';
import { plural, t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { goToPlace } from './places.ts';

/** What keeps the draft from being submitted, and what is only advice; each leads to its place. */
export function ProblemList() {
	const { problems } = useBuilder();
	const errors = problems.value.filter(one => one.severity === 'error');
	const warnings = problems.value.filter(one => one.severity === 'warning');
	return (
		<section class={styles.problems} aria-label={t('problems_title')} data-test="builder-problems">
			<p class={styles.verdict} role="status">
				<Icon node={errors.length > 0 ? CircleAlert : CircleCheck} />
				{errors.length > 0 ? plural('problems_errors', errors.length) : t('problems_none')}
			</p>
			<Problems list={errors} />
			{warnings.length > 0 && (
				<>
					<p class={styles.verdict}>
						<Icon node={TriangleAlert} />
						{plural('problems_warnings', warnings.length)}
					</p>
					<Problems list={warnings} />
				</>
			)}
		</section>
	);
}

function Problems({ list }: { readonly list: readonly TemplateProblem[] }) {
	if (list.length === 0) return null;
	return (
		<ul class={styles.list}>
			{list.map(({ rule, severity, place, message }, index) => (
				<li key={index}>
					<button
						type="button"
						class={severity === 'error' ? styles.errorLink : styles.warningLink}
						data-test="builder-problem"
						data-rule={rule}
						data-place={place}
						data-severity={severity}
						onClick={() => goToPlace(place)}
					>
						{message}
					</button>
				</li>
			))}
		</ul>
	);
}
