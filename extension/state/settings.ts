import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { ChannelView, DeviceView } from '../../shared/contract/views.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { FormDrafts } from '../connection/form-drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { type Channels, createChannels } from './channels.ts';
import { type Clock, createClock, type TimeSource } from './clock.ts';
import { createLink, type Link } from './link.ts';
import { type Loaded, NOTHING_YET } from './loaded.ts';
import { createMediaLinks, type MediaLinks } from './media.ts';
import { formatPlace, parsePlace, type SettingsPlace } from './settings-place.ts';

export interface RelayInfo {
	readonly version: string;
	readonly protocol: number;
}

/** Everything that the settings page shows and does. */
export interface Settings {
	readonly port: RelayPort;
	readonly link: Link;
	readonly clock: Clock;
	readonly channels: Channels;
	readonly place: ReadonlySignal<SettingsPlace>;
	readonly devices: ReadonlySignal<Loaded<readonly DeviceView[]>>;
	readonly relay: ReadonlySignal<Loaded<RelayInfo>>;
	/** The channel of the address, else the first: what a page per channel shows. */
	readonly channel: ReadonlySignal<ChannelView | null>;
	/** The place that waits for `leave` or `stay`, because what is open would be lost. */
	readonly leaving: ReadonlySignal<SettingsPlace | null>;
	readonly media: MediaLinks;
	readonly upload: Upload;
	readonly time: TimeSource;
	readonly newToken: () => string;
	readonly formDrafts: FormDrafts;
	/** Opens a page of somebody else's in a tab of its own. */
	readonly openTab: (url: string) => void;
	/** Goes there, or asks first: see `hold`. */
	go(change: Partial<SettingsPlace>): void;
	/** While `unsaved` says true, `go` waits for an answer. Returns the function that ends it. */
	hold(unsaved: () => boolean): () => void;
	/** Answers `leaving`. */
	answerLeaving(answer: 'leave' | 'stay'): void;
	/** Follows an address that changed by itself. */
	follow(hash: string): void;
	check(channelId: string): Promise<RelayError | null>;
	setState(channelId: string, state: 'active' | 'off'): Promise<RelayError | null>;
	remove(channelId: string): Promise<RelayError | null>;
	revoke(deviceId: string): Promise<RelayError | null>;
	invite(name: string, role: Role): Promise<Result<{ code: string; expiresAt: number }>>;
	reload(): void;
	stop(): void;
}

export interface SettingsParts {
	readonly port: RelayPort;
	readonly time: TimeSource;
	readonly hash: string;
	/** Puts the place into the page's address. */
	readonly setHash: (hash: string) => void;
	/** A word that nobody can guess. */
	readonly newToken: () => string;
	readonly upload: Upload;
	readonly formDrafts: FormDrafts;
	readonly openTab: (url: string) => void;
}

/** Makes the settings page's state. Each section is read when it is opened, and again after a reconnect. */
export function createSettings(parts: SettingsParts): Settings {
	const { port, time, hash, setHash, newToken, upload, formDrafts, openTab } = parts;
	const link = createLink(port);
	const clock = createClock(time);
	const channels = createChannels(port);
	const media = createMediaLinks(port, time);
	const place = signal<SettingsPlace>(parsePlace(hash));
	const devices = signal<Loaded<readonly DeviceView[]>>(NOTHING_YET);
	const relay = signal<Loaded<RelayInfo>>(NOTHING_YET);
	const channel = computed(() => {
		const all = channels.all.value ?? [];
		return all.find(one => one.id === place.value.channelId) ?? all[0] ?? null;
	});
	const leaving = signal<SettingsPlace | null>(null);
	let unsaved = () => false;

	const move = (next: SettingsPlace) => {
		place.value = next;
		setHash(formatPlace(next));
	};
	const loadDevices = async () => {
		const listed = await port.call('device:list', {});
		devices.value = listed.ok
			? { value: listed.value.devices, problem: null }
			: { value: devices.value.value, problem: listed.error };
	};
	const loadRelay = async () => {
		const shown = await port.call('session:show', {});
		relay.value = shown.ok
			? { value: shown.value.relay, problem: null }
			: { value: null, problem: shown.error };
	};
	const section = computed(() => place.value.section);
	const load = () => {
		if (section.value === 'devices') void loadDevices();
		else if (section.value === 'relay') void loadRelay();
	};
	const stopLoading = effect(() => {
		if (link.online.value) load();
	});
	/** The error of an answer; null when it went well. */
	const errorOf = async (answer: Promise<Result<unknown>>): Promise<RelayError | null> => {
		const result = await answer;
		return result.ok ? null : result.error;
	};

	return {
		port,
		link,
		clock,
		channels,
		place,
		devices,
		relay,
		channel,
		leaving,
		newToken,
		formDrafts,
		openTab,
		media,
		upload,
		time,
		go: change => {
			const next = { ...place.value, ...change };
			const stays = next.section === place.value.section && next.filters.open === place.value.filters.open;
			if (!stays && unsaved()) leaving.value = next;
			else move(next);
		},
		hold: asks => {
			unsaved = asks;
			return () => {
				if (unsaved === asks) unsaved = () => false;
			};
		},
		answerLeaving: answer => {
			const next = leaving.value;
			leaving.value = null;
			if (next && answer === 'leave') move(next);
		},
		follow: next => {
			place.value = parsePlace(next);
		},
		check: async channelId => {
			const result = await port.call('channel:check', { channelId });
			if (!result.ok) return result.error;
			channels.take(result.value.channel);
			return null;
		},
		setState: async (channelId, state) => {
			const result = await port.call('channel:update', { channelId, state });
			if (!result.ok) return result.error;
			channels.take(result.value.channel);
			return null;
		},
		remove: async channelId => {
			const error = await errorOf(port.call('channel:remove', { channelId }));
			if (!error) await channels.load();
			return error;
		},
		revoke: async deviceId => {
			const error = await errorOf(port.call('device:revoke', { deviceId }));
			if (!error) await loadDevices();
			return error;
		},
		invite: (name, role) => port.call('user:invite', { name, role }),
		reload: load,
		stop: () => {
			stopLoading();
			channels.stop();
			media.stop();
			clock.stop();
			link.stop();
		},
	};
}
