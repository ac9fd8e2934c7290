import { ExternalLink } from 'lucide';
import { useId } from 'preact/hooks';
import type { StepState } from '../../state/guides.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import { CopyText } from '../copy-text.tsx';
import styles from './guide.module.css';
import type { GuideStep } from './guides.ts';

export interface GuideStepProps {
	readonly step: GuideStep;
	readonly state: StepState;
	readonly onMark: (state: StepState) => void;
	readonly onConnect: () => void;
}

const WORDS: Record<StepState, TextKey> = {
	none: 'step_none',
	pending: 'step_pending',
	done: 'step_done',
};

/** One step: what to do, where, and how far it is. */
export function GuideStepView({ step, state, onMark, onConnect }: GuideStepProps) {
	const { link } = useSettings();
	const id = useId();
	const connection = link.connection.value;
	const relayUrl = connection?.state === 'online' ? connection.relayUrl.replace(/\/+$/, '') : null;
	return (
		<li
			class={classes(styles.step, state === 'done' && styles.done)}
			data-test="guide-step"
			data-step={step.id}
			data-state={state}
		>
			<div class={styles.head}>
				<h3 class={styles.name} id={id}>
					{t(step.title)}
				</h3>
				{step.waits ? (
					<select
						class={styles.state}
						aria-labelledby={id}
						value={state}
						data-test="step-state"
						onChange={event => onMark(event.currentTarget.value as StepState)}
					>
						{(['none', 'pending', 'done'] as const).map(one => (
							<option key={one} value={one}>
								{t(WORDS[one])}
							</option>
						))}
					</select>
				) : (
					<label class={styles.tick}>
						<input
							type="checkbox"
							checked={state === 'done'}
							aria-describedby={id}
							data-test="step-done"
							onChange={event => onMark(event.currentTarget.checked ? 'done' : 'none')}
						/>
						{t('step_done')}
					</label>
				)}
			</div>
			<p class={styles.text}>{t(step.text)}</p>
			{step.points && (
				<ul class={styles.points}>
					{step.points.map(point => (
						<li key={point}>{t(point)}</li>
					))}
				</ul>
			)}
			{step.paste !== undefined && relayUrl !== null && (
				<CopyText label={t('guide_paste')} value={`${relayUrl}${step.paste}`} />
			)}
			{step.link && (
				<a href={step.link} target="_blank" rel="noreferrer noopener" class={styles.link}>
					<Icon node={ExternalLink} size={14} />
					{t('guide_link', { host: new URL(step.link).host })}
				</a>
			)}
			{step.connects && link.may('channels:manage') && (
				<div>
					<Button test="guide-connect" onClick={onConnect}>
						{t('channel_add')}
					</Button>
				</div>
			)}
		</li>
	);
}
