import { Button } from '../ui/button.tsx';
import { lazy } from '../ui/lazy.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import { Composer } from './composer.tsx';
import { useSidebar } from './context.ts';
import styles from './conversation-pane.module.css';
import { ConversationList, PaneProblem } from './later.ts';
import { MessageList } from './message-list.tsx';
import { TemplateSheet } from './template-sheet.tsx';

// Not out of later.ts: it draws bubbles, and they draw what stands there.
const Timeline = lazy(() => import('./timeline.tsx').then(one => one.Timeline));

/** What is under the header: the list, the conversation, or why there is none and what to do. */
export function ConversationPane() {
	const { place, channels, conversation } = useSidebar();
	const view = place.view.value;
	const known = channels.all.value;

	if (known && known.length === 0) return <PaneProblem kind="no-channel" />;
	if (view === 'list') return <ConversationList />;
	if (view === 'record' && place.loading.value && !place.record.value) return <Skeleton />;
	if (view === 'record' && !place.choice.value) return <PaneProblem kind="no-number" />;
	if (!known && channels.problem.value) return <PaneProblem kind="no-channels-read" />;

	switch (conversation.phase.value) {
		case 'none':
		case 'loading':
			return <Skeleton />;
		case 'failed':
			return <PaneProblem kind="cannot-open" />;
		case 'ready':
			return (
				<div class={styles.pane}>
					<VariantNote />
					<NotUpToDate />
					{place.together.value && conversation.view.value ? (
						<Timeline contactId={conversation.view.value.contact.id} />
					) : (
						<MessageList />
					)}
					<Composer />
					<TemplateSheet />
				</div>
			);
	}
}

function NotUpToDate() {
	const { conversation } = useSidebar();
	const problem = conversation.problem.value;
	// While the relay is away the line above says so, and the next connection brings it up to date.
	if (!problem || problem.code === 'offline') return null;
	return (
		<p class={styles.behind} role="alert" data-test="not-up-to-date">
			{t('not_up_to_date', { why: problem.message })}{' '}
			<Button look="link" onClick={() => void conversation.refresh()}>
				{t('try_again')}
			</Button>
		</p>
	);
}

function VariantNote() {
	const { conversation } = useSidebar();
	if (conversation.matchedBy.value !== 'variant') return null;
	const number = conversation.view.value?.contact.addresses.find(one => one.kind === 'phone')?.value ?? '';
	return (
		<p class={styles.note} data-test="variant-note">
			{t('variant_note', { number })}
		</p>
	);
}
