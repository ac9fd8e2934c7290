import { useLayoutEffect, useRef } from 'preact/hooks';
import { createContactTimeline } from '../state/contact-timeline.ts';
import type { MessageView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { MESSENGERS } from '../ui/messenger.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import { dayKey, dayName } from '../ui/time.ts';
import { useStateOf } from '../ui/use-state-of.ts';
import { Bubble } from './bubble.tsx';
import { useSidebar } from './context.ts';
import list from './message-list.module.css';
import row from './message-row.module.css';
import { PendingBubble } from './pending-bubble.tsx';
import styles from './timeline.module.css';

/** Everything said with the contact, whichever channel it was said on. */
export function Timeline({ contactId }: { readonly contactId: string }) {
	const { port, place, clock, pending, sending } = useSidebar();
	const timeline = useStateOf(() => createContactTimeline(port, contactId), [contactId]);
	const box = useRef<HTMLDivElement>(null);
	const messages = timeline.messages.value;
	const newest = messages?.at(-1)?.id ?? null;
	const waiting = pending.items.value;
	// The newest is in sight when it opens and when something comes; older ones are added above without moving it.
	useLayoutEffect(() => {
		const element = box.current;
		if (element) element.scrollTop = element.scrollHeight;
	}, [newest, waiting.length]);
	const problem = timeline.problem.value;
	return (
		<>
			<div class={styles.head} data-test="timeline-head">
				<span>{t('timeline_title')}</span>
				<Button look="link" test="timeline-back" onClick={place.showOne}>
					{t('timeline_only', { name: sending.channel.value?.name ?? '' })}
				</Button>
			</div>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem.code === 'offline' ? t('open_offline') : problem.message}{' '}
					<Button look="link" onClick={() => void timeline.load()}>
						{t('try_again')}
					</Button>
				</p>
			)}
			<div class={list.frame}>
				<section
					ref={box}
					class={list.scroller}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by the keyboard
					tabIndex={0}
					aria-label={t('timeline_title')}
				>
					{messages === null ? (
						!problem && <Skeleton />
					) : (
						<ol class={list.rows} data-test="timeline">
							{timeline.hasOlder.value && (
								<li class={styles.older}>
									<Button look="quiet" test="timeline-older" onClick={() => void timeline.loadOlder()}>
										{t('list_more')}
									</Button>
								</li>
							)}
							{messages.map((message, index) => (
								<Line
									key={message.id}
									message={message}
									day={
										index === 0 || dayKey(messages[index - 1]?.at ?? 0) !== dayKey(message.at)
											? dayName(message.at, clock.now.value)
											: null
									}
									channelId={
										timeline.conversations.value.find(one => one.id === message.conversationId)?.channelId ??
										null
									}
								/>
							))}
							{waiting.map(item => (
								<li key={item.request.clientId} class={row.first}>
									<PendingBubble item={item} />
								</li>
							))}
						</ol>
					)}
				</section>
			</div>
		</>
	);
}

interface LineProps {
	readonly message: MessageView;
	/** The day's name, on its first message. */
	readonly day: string | null;
	readonly channelId: string | null;
}

function Line({ message, day, channelId }: LineProps) {
	const { channels } = useSidebar();
	const channel = channels.all.value?.find(one => one.id === channelId);
	const outbound = message.direction === 'outbound';
	return (
		<>
			{day !== null && (
				<li class={row.day}>
					<span>{day}</span>
				</li>
			)}
			<li class={row.first} data-test="timeline-row" data-channel={channelId ?? undefined}>
				{message.content.kind !== 'notice' && (
					<p class={outbound ? styles.markOut : styles.mark} data-test="channel-mark">
						{channel && <Icon node={MESSENGERS[channel.type].icon} size={12} />}
						{channel?.name ?? t('channel_gone')}
					</p>
				)}
				<Bubble message={message} first flash={false} />
			</li>
		</>
	);
}
