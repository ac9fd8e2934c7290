import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { ChannelView, CheckLine, DeviceView, TemplateView } from '../../shared/contract/views.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { type Channels, createChannels } from './channels.ts';
import { type Clock, createClock, type TimeSource } from './clock.ts';
import { createLink, type Link } from './link.ts';
import { formatPlace, parsePlace, type SettingsPlace } from './settings-place.ts';

export interface RelayInfo {
	readonly version: string;
	readonly protocol: number;
}

/** What was fetched, or why not. */
export interface Loaded<T> {
	/** Null until it came. */
	readonly value: T | null;
	readonly problem: RelayError | null;
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
	readonly templates: ReadonlySignal<Loaded<readonly TemplateView[]>>;
	/** The channel whose templates are shown. */
	readonly templateChannel: ReadonlySignal<ChannelView | null>;
	/** By channel id, what its last check said. */
	readonly checks: ReadonlySignal<ReadonlyMap<string, readonly CheckLine[]>>;
	readonly newToken: () => string;
	go(change: Partial<SettingsPlace>): void;
	/** Follows an address that changed by itself. */
	follow(hash: string): void;
	check(channelId: string): Promise<RelayError | null>;
	setState(channelId: string, state: 'active' | 'off'): Promise<RelayError | null>;
	remove(channelId: string): Promise<RelayError | null>;
	sync(): Promise<Result<{ added: number; changed: number; removed: number; total: number }>>;
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
}

const NOTHING = { value: null, problem: null };

/** Makes the settings page's state. Each section is read when it is opened, and again after a reconnect. */
export function createSettings({ port, time, hash, setHash, newToken }: SettingsParts): Settings {
	const link = createLink(port);
	const clock = createClock(time);
	const channels = createChannels(port);
	const place = signal<SettingsPlace>(parsePlace(hash));
	const devices = signal<Loaded<readonly DeviceView[]>>(NOTHING);
	const relay = signal<Loaded<RelayInfo>>(NOTHING);
	const templates = signal<Loaded<readonly TemplateView[]>>(NOTHING);
	const checks = signal<ReadonlyMap<string, readonly CheckLine[]>>(new Map());
	const templateChannel = computed(() => {
		const all = channels.all.value ?? [];
		return all.find(one => one.id === place.value.channelId) ?? all[0] ?? null;
	});
	let asked = '';

	const loadTemplates = async (channelId: string) => {
		asked = channelId;
		const listed = await port.call('template:list', { channelId });
		if (asked !== channelId) return;
		templates.value = listed.ok
			? { value: listed.value.templates, problem: null }
			: { value: null, problem: listed.error };
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
	const stopTemplates = effect(() => {
		const id = templateChannel.value?.id ?? null;
		if (section.value !== 'templates' || id === null || !link.online.value) return;
		if (asked !== id) templates.value = NOTHING;
		void loadTemplates(id);
	});
	const stopChanged = port.on('template:changed', ({ channelId }) => {
		if (channelId === asked) void loadTemplates(channelId);
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
		templates,
		templateChannel,
		checks,
		newToken,
		go: change => {
			place.value = { ...place.value, ...change };
			setHash(formatPlace(place.value));
		},
		follow: next => {
			place.value = parsePlace(next);
		},
		check: async channelId => {
			const result = await port.call('channel:check', { channelId });
			if (!result.ok) return result.error;
			channels.take(result.value.channel);
			checks.value = new Map([...checks.value, [channelId, result.value.lines]]);
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
		sync: async () => {
			const id = templateChannel.value?.id ?? '';
			const result = await port.call('template:sync', { channelId: id });
			if (result.ok) await loadTemplates(id);
			return result;
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
			stopTemplates();
			stopChanged();
			channels.stop();
			clock.stop();
			link.stop();
		},
	};
}
