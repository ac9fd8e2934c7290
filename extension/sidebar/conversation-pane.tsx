import { Inbox, PhoneOff, RotateCw, TriangleAlert } from 'lucide';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import { Composer } from './composer.tsx';
import { useSidebar } from './context.ts';
import styles from './conversation-pane.module.css';
import { ConversationList } from './later.ts';
import { MessageList } from './message-list.tsx';
import { TemplateSheet } from './template-sheet.tsx';

/** What is under the header: the list, the conversation, or why there is none and what to do. */
export function ConversationPane() {
	const { place, channels, link, port, conversation } = useSidebar();
	const view = place.view.value;
	const known = channels.all.value;

	if (known && known.length === 0) {
		const owner = link.may('channels:manage');
		return (
			<EmptyState
				icon={Inbox}
				title={t('no_channel_title')}
				test="no-channel"
				action={
					owner && (
						<Button look="primary" onClick={() => port.openSettings('channels')}>
							{t('no_channel_action')}
						</Button>
					)
				}
			>
				{owner ? t('no_channel_owner') : t('no_channel_others')}
			</EmptyState>
		);
	}
	if (view === 'list') return <ConversationList />;
	if (view === 'record' && place.loading.value && !place.record.value) return <Skeleton />;
	if (view === 'record' && !place.choice.value) return <NoNumber />;
	if (!known && channels.problem.value) {
		return <Failed message={channels.problem.value.message} onRetry={() => void channels.load()} />;
	}

	switch (conversation.phase.value) {
		case 'none':
		case 'loading':
			return <Skeleton />;
		case 'failed':
			return <CannotOpen />;
		case 'ready':
			return (
				<div class={styles.pane}>
					<VariantNote />
					<NotUpToDate />
					<MessageList />
					<Composer />
					<TemplateSheet />
				</div>
			);
	}
}

function NoNumber() {
	const { place } = useSidebar();
	const record = place.record.value;
	const incomplete = record?.contacts.some(contact => contact.incomplete) ?? false;
	return (
		<EmptyState
			icon={PhoneOff}
			title={t(record && record.contacts.length > 0 ? 'no_number_title' : 'no_contact_title')}
			test="no-number"
			action={<Button onClick={place.showList}>{t('no_number_action')}</Button>}
		>
			{t(incomplete ? 'no_number_incomplete' : 'no_number_text')}
		</EmptyState>
	);
}

function CannotOpen() {
	const { conversation, place } = useSidebar();
	const problem = conversation.problem.value;
	const target = conversation.target.value;
	if (problem?.code === 'invalid' && target?.kind === 'address') {
		return (
			<EmptyState
				icon={PhoneOff}
				title={t('bad_number_title')}
				test="bad-number"
				action={<Button onClick={place.showList}>{t('no_number_action')}</Button>}
			>
				{t('bad_number_text', { number: target.shown })}
			</EmptyState>
		);
	}
	const message = problem?.code === 'offline' ? t('open_offline') : (problem?.message ?? '');
	return <Failed message={message} onRetry={() => void conversation.refresh()} />;
}

function Failed({ message, onRetry }: { readonly message: string; readonly onRetry: () => void }) {
	return (
		<EmptyState
			icon={TriangleAlert}
			title={t('open_failed')}
			test="open-failed"
			action={
				<Button icon={RotateCw} onClick={onRetry}>
					{t('try_again')}
				</Button>
			}
		>
			{message}
		</EmptyState>
	);
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
