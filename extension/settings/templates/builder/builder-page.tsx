import { ArrowLeft } from 'lucide';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { type BuilderFacts, createBuilderSource } from '../../../state/builder-source.ts';
import { createTemplateBuilder } from '../../../state/template-builder.ts';
import { templateLanguageFor, usualLanguage } from '../../../state/template-languages.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { t } from '../../../ui/text.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useStateOf } from '../../../ui/use-state-of.ts';
import { useSettings } from '../../context.ts';
import { useLeaveWarning } from '../../leave-dialog.tsx';
import { LoadedView } from '../../loaded-view.tsx';
import { PageHead } from '../../page-head.tsx';
import { PhonePreview } from '../phone-preview.tsx';
import { AuthenticationEditor } from './authentication-editor.tsx';
import { Basics } from './basics.tsx';
import { BodyEditor, FooterEditor } from './body-editor.tsx';
import styles from './builder.module.css';
import { ButtonsEditor } from './buttons-editor.tsx';
import { CardsEditor } from './cards-editor.tsx';
import { BuilderContext, useBuilder } from './context.ts';
import { HeaderEditor } from './header-editor.tsx';
import { OfferEditor } from './offer-editor.tsx';
import { goToPlace, placeId } from './places.ts';
import { ProblemList } from './problem-list.tsx';
import { SaveState } from './save-state.tsx';

export interface BuilderPageProps {
	readonly channelId: string;
	readonly draftId: string;
}

/** One template being written: its form at one side, how it looks and what is wrong at the other. */
export function BuilderPage({ channelId, draftId }: BuilderPageProps) {
	const { port, link } = useSettings();
	const source = useStateOf(() => createBuilderSource(port, channelId), [channelId]);
	if (link.user.value && !link.may('templates:edit'))
		return <EmptyState title={t('nav_templates')}>{t('page_not_allowed')}</EmptyState>;
	return (
		<LoadedView loaded={source.current.value} failed={t('draft_failed')} onRetry={() => void source.load()}>
			{facts => <Builder facts={facts} channelId={channelId} draftId={draftId} />}
		</LoadedView>
	);
}

function Builder({ facts, channelId, draftId }: BuilderPageProps & { readonly facts: BuilderFacts }) {
	const { port, time, newToken } = useSettings();
	// What came first counts: a later answer must not take away what is being written.
	const builder = useStateOf(
		() =>
			createTemplateBuilder({
				port,
				time,
				channelId,
				draftId,
				writer: newToken(),
				kept: facts.list.drafts.find(one => one.id === draftId) ?? null,
				templates: facts.list.templates,
				strictButtons: facts.rules.strictButtons,
				language: usualLanguage(facts.list.templates) ?? templateLanguageFor(navigator.language),
			}),
		[channelId, draftId],
	);
	const unsaved = useCallback(() => {
		const { state } = builder.saved.peek();
		return state === 'changed' || state === 'saving' || state === 'failed';
	}, [builder]);
	useLeaveWarning(unsaved);
	return (
		<BuilderContext.Provider value={builder}>
			<Head channelId={channelId} />
			<div class={styles.columns}>
				<Form />
				<aside class={styles.side} id={placeId('preview')}>
					<PhonePreview preview={builder.preview.value} />
					<ProblemList />
				</aside>
			</div>
		</BuilderContext.Provider>
	);
}

function Head({ channelId }: { readonly channelId: string }) {
	const { go, channels } = useSettings();
	const { edits, notes, draft } = useBuilder();
	const name = notes.value.label || draft.value.name;
	const channel = channels.all.value?.find(one => one.id === channelId);
	return (
		<div class={styles.head}>
			<IconButton
				icon={ArrowLeft}
				label={t('builder_back')}
				test="builder-back"
				onClick={() => go({ filters: {} })}
			/>
			<PageHead
				title={edits ? t('builder_title_edit', { name: edits.name }) : name === '' ? t('template_new') : name}
			>
				<span class={styles.quiet}>{channel?.name ?? t('channel_gone')}</span>
			</PageHead>
		</div>
	);
}

function Form() {
	const builder = useBuilder();
	const { go } = useSettings();
	const refusal = useRef<HTMLDivElement>(null);
	const { draft, notes, saved, refused, submitting, submittable } = builder;
	const isAuthentication = draft.value.category === 'authentication';
	const extended = notes.value.type === 'extended' && !isAuthentication;
	useEffect(() => document.getElementById('builder-label')?.focus(), []);
	const submit = async () => {
		const first = builder.problems.peek().find(one => one.severity === 'error');
		const sent = await builder.submit();
		if (sent) {
			showToast(t('builder_submitted', { name: sent.notes.label || sent.name }));
			go({ filters: {} });
		} else if (first) goToPlace(first.place);
		else requestAnimationFrame(() => refusal.current?.focus());
	};
	return (
		<form
			class={styles.form}
			noValidate
			onSubmit={event => {
				event.preventDefault();
				void submit();
			}}
		>
			{refused.value && (
				<div ref={refusal} class={styles.refused} role="alert" tabIndex={-1} data-test="builder-refused">
					<p>{refused.value}</p>
					{saved.value.state !== 'failed' && <p>{t('builder_refused_kept')}</p>}
				</div>
			)}
			<Basics />
			{isAuthentication ? (
				<AuthenticationEditor />
			) : (
				<>
					{extended && <HeaderEditor />}
					<BodyEditor />
					{extended && (
						<>
							<FooterEditor />
							<fieldset class={styles.part}>
								<legend class={styles.legend}>{t('builder_buttons')}</legend>
								<ButtonsEditor at="message" />
							</fieldset>
							<OfferEditor />
							<CardsEditor />
						</>
					)}
				</>
			)}
			<div class={styles.bar}>
				<SaveState />
				<span class={styles.gap} />
				<span class={styles.toPreview}>
					<Button look="quiet" onClick={() => goToPlace('preview')}>
						{t('template_show')}
					</Button>
				</span>
				<Button test="builder-save" onClick={() => void builder.save()}>
					{t('builder_save')}
				</Button>
				<Button
					look="primary"
					type="submit"
					busy={submitting.value}
					title={submittable.value ? undefined : t('builder_submit_blocked')}
					test="builder-submit"
				>
					{t('builder_submit')}
				</Button>
			</div>
		</form>
	);
}
