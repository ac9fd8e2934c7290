import { Inbox, PhoneOff, RotateCw, TriangleAlert } from 'lucide';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';

export interface PaneProblemProps {
	readonly kind: 'no-channel' | 'no-number' | 'no-channels-read' | 'cannot-open';
}

/** Why there is no conversation, and what to do. */
export function PaneProblem({ kind }: PaneProblemProps) {
	const { channels } = useSidebar();
	switch (kind) {
		case 'no-channel':
			return <NoChannel />;
		case 'no-number':
			return <NoNumber />;
		case 'no-channels-read':
			return <Failed message={channels.problem.value?.message ?? ''} onRetry={() => void channels.load()} />;
		case 'cannot-open':
			return <CannotOpen />;
	}
}

function NoChannel() {
	const { link, port } = useSidebar();
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
