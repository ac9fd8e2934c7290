import { effect, untracked } from '@preact/signals';
import type { DraftStore } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { SnapshotStore } from '../connection/snapshots.ts';
import type { Upload } from '../connection/upload.ts';
import { type Acts, createActs } from './acts.ts';
import { type Alerts, createAlerts } from './alerts.ts';
import { type Assist, createAssist } from './assist.ts';
import { type Channels, createChannels } from './channels.ts';
import { type Clock, createClock, type TimeSource } from './clock.ts';
import { type Composer, createComposer } from './composer.ts';
import { createConversation, type OpenConversation } from './conversation.ts';
import { type ConversationList, createConversationList } from './conversation-list.ts';
import { createLink, type Link } from './link.ts';
import { createMediaLinks, type MediaLinks } from './media.ts';
import { createOutlook, type Outlook } from './outlook.ts';
import { createPending, type Pending } from './pending.ts';
import { createPlace, type Place } from './place.ts';
import { createReading, type Reading } from './reading.ts';
import { createSending, type Sending } from './sending.ts';
import { targetKey } from './target.ts';
import { createTemplatePicker, type TemplatePicker } from './template-picker.ts';
import { createVoice, type Voice } from './voice.ts';

/** Everything that the sidebar shows and does. */
export interface Sidebar {
	readonly port: RelayPort;
	readonly link: Link;
	readonly clock: Clock;
	readonly channels: Channels;
	readonly place: Place;
	readonly list: ConversationList;
	readonly conversation: OpenConversation;
	readonly outlook: Outlook;
	readonly sending: Sending;
	readonly pending: Pending;
	readonly reading: Reading;
	readonly composer: Composer;
	readonly assist: Assist;
	readonly alerts: Alerts;
	readonly acts: Acts;
	readonly templates: TemplatePicker;
	readonly media: MediaLinks;
	readonly voice: Voice;
	stop(): void;
}

/** What the sidebar is made of; tests give their own. */
export interface SidebarParts {
	readonly port: RelayPort;
	readonly drafts: DraftStore;
	readonly snapshots: SnapshotStore;
	readonly upload: Upload;
	readonly time: TimeSource;
	/** A new identity for every message. */
	readonly newId: () => string;
}

/** Puts the sidebar's state together and tells the page that it is ready. */
export function createSidebar(parts: SidebarParts): Sidebar {
	const { port, drafts, snapshots, upload, time, newId } = parts;
	const link = createLink(port);
	const clock = createClock(time);
	const channels = createChannels(port, snapshots);
	const place = createPlace(port, channels, drafts);
	const list = createConversationList(port, time);
	const conversation = createConversation(port, snapshots);
	const outlook = createOutlook(port, channels, conversation, clock);
	const sending = createSending(port, channels, conversation, outlook, clock, newId);
	const discarded = new Set<string>();
	const pending = createPending(link, conversation, discarded);
	const reading = createReading(port, link, conversation);
	const composer = createComposer({
		port,
		sending,
		conversation,
		drafts,
		upload,
		time,
		atNewest: reading.atNewest,
	});
	const assist = createAssist({ port, link, place, conversation, sending, clock }, conversation);
	const alerts = createAlerts(port, link);
	const acts = createActs({ port, conversation, sending, composer, pending, discarded, newId });
	const templates = createTemplatePicker({ port, sending, outlook, conversation, place, upload });
	const media = createMediaLinks(port, time);
	const voice = createVoice(port, conversation, sending, composer, drafts);

	const stopOpening = effect(() => {
		const target = place.target.value;
		const confirmed = link.connection.value !== null;
		untracked(() => {
			const open = conversation.target.value;
			const same = open === target || (open && target && targetKey(open) === targetKey(target));
			if (confirmed && !same) void conversation.open(target);
		});
	});
	const stopList = effect(() => {
		if (place.view.value !== 'list' || !link.online.value) return;
		untracked(() => void list.load());
	});
	port.toPage({ kind: 'ready' });

	const stoppable = [
		conversation,
		outlook,
		sending,
		pending,
		reading,
		composer,
		assist,
		alerts,
		templates,
		media,
		voice,
		list,
		place,
		channels,
		clock,
	];
	return {
		port,
		link,
		clock,
		channels,
		place,
		list,
		conversation,
		outlook,
		sending,
		pending,
		reading,
		composer,
		assist,
		alerts,
		acts,
		templates,
		media,
		voice,
		stop: () => {
			stopOpening();
			stopList();
			for (const one of stoppable) one.stop();
			link.stop();
		},
	};
}
