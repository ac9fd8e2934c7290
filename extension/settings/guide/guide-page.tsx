import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { createChannelChoices } from '../../state/channel-choices.ts';
import { createGuides, type GuideMarks, type StepState } from '../../state/guides.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { HelpSection } from '../help-section.tsx';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './guide.module.css';
import { GuideStepView } from './guide-step.tsx';
import { GUIDES, type GuidePart, QUESTIONS, stepsOf } from './guides.ts';

/** The way to a channel, step by step, with what is done already. */
export function GuidePage({ provider }: { readonly provider: string }) {
	const { port, go } = useSettings();
	const choices = useStateOf(() => createChannelChoices(port), []);
	const guides = useStateOf(() => createGuides(port), []);
	const [problem, setProblem] = useState<string | null>(null);
	const parts = GUIDES[provider];
	const kind = choices.current.value.value?.kinds.find(one => one.provider === provider);
	const title = t('guide_title', { name: kind?.name ?? provider });
	if (!parts) return <EmptyState title={title}>{t('guide_none')}</EmptyState>;
	const mark = async (step: string, state: StepState) => {
		const error = await guides.mark(provider, step, state);
		setProblem(error && (error.code === 'offline' ? t('open_offline') : error.message));
	};
	const connect = () => go({ filters: { open: kind ? `new.${kind.type}` : 'new' } });
	return (
		<>
			<PageHead title={title}>
				<Button look="quiet" test="guide-back" onClick={() => go({ filters: {} })}>
					{t('nav_channels')}
				</Button>
			</PageHead>
			{problem !== null && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<LoadedView loaded={guides.current.value} failed={t('guide_failed')} onRetry={() => void guides.load()}>
				{marks => (
					<div class={styles.guide} data-test="guide">
						<Progress provider={provider} marks={marks} />
						{parts.map(part => (
							<Part key={part.title} part={part}>
								<ol class={styles.steps}>
									{part.steps.map(step => (
										<GuideStepView
											key={step.id}
											step={step}
											state={marks[provider]?.[step.id] ?? 'none'}
											onMark={state => void mark(step.id, state)}
											onConnect={connect}
										/>
									))}
								</ol>
							</Part>
						))}
					</div>
				)}
			</LoadedView>
			{kind &&
				QUESTIONS[kind.type]?.map(question => (
					<HelpSection key={question.title} title={t(question.title)}>
						<p>{t(question.text)}</p>
					</HelpSection>
				))}
		</>
	);
}

interface ProgressProps {
	readonly provider: string;
	readonly marks: GuideMarks;
}

function Progress({ provider, marks }: ProgressProps) {
	const steps = stepsOf(provider);
	const done = steps.filter(step => marks[provider]?.[step] === 'done').length;
	const words = t('guide_progress', { done, all: steps.length });
	return (
		<div class={styles.progress} data-test="guide-progress">
			<progress max={steps.length} value={done} aria-label={words} />
			<span>{words}</span>
		</div>
	);
}

interface PartProps {
	readonly part: GuidePart;
	readonly children: ComponentChildren;
}

function Part({ part, children }: PartProps) {
	if (part.branch) {
		return (
			<details class={styles.branch} data-test="guide-branch">
				<summary>{t(part.title)}</summary>
				{part.text && <p class={styles.lead}>{t(part.text)}</p>}
				{children}
			</details>
		);
	}
	return (
		<section class={styles.part}>
			<h2 class={styles.title}>{t(part.title)}</h2>
			{part.text && <p class={styles.lead}>{t(part.text)}</p>}
			{children}
		</section>
	);
}
