import { render } from 'preact';
import { act } from 'preact/test-utils';
import type { FormDrafts } from '../../../extension/connection/form-drafts.ts';
import { App } from '../../../extension/settings/app.tsx';
import { SettingsContext } from '../../../extension/settings/context.ts';
import { createSettings, type Settings } from '../../../extension/state/settings.ts';
import { ok } from '../../../shared/contract/result.ts';
import type { FakePort } from '../support-ui/fake-port.ts';
import { createFakeRelay, type FakeRelay } from '../support-ui/fake-relay.ts';
import { type FakeTime, fakeTime, memoryFormDrafts } from '../support-ui/memory-stores.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { rest } from '../support-ui/page-steps.ts';
import { TEMPLATES } from '../support-ui/sample-templates.ts';
import { channelOf } from '../support-ui/samples.ts';
import { useEnglish } from '../support-ui/texts.ts';

export interface Mounted {
	readonly settings: Settings;
	readonly port: FakePort;
	readonly relay: FakeRelay;
	readonly time: FakeTime;
	/** The address as the page last wrote it. */
	readonly hash: () => string;
	/** Pages of others that were opened. */
	readonly opened: readonly string[];
}

let root: HTMLElement | null = null;
let current: Settings | null = null;

/** The settings page over a relay in memory, at an address, when everything has come to rest. */
export async function mountSettings(
	hash: string,
	prepare: (port: FakePort, relay: FakeRelay) => void = () => {},
	formDrafts: FormDrafts = memoryFormDrafts(),
): Promise<Mounted> {
	unmountSettings();
	useEnglish();
	root = document.createElement('div');
	document.body.append(root);
	const relay = createFakeRelay([channelOf({ templatesSyncedAt: NOW })], [...TEMPLATES]);
	prepare(relay.port, relay);
	const time = fakeTime(NOW);
	let address = hash;
	let tokens = 0;
	const opened: string[] = [];
	const settings = createSettings({
		port: relay.port,
		time,
		hash,
		setHash: next => {
			address = next;
		},
		newToken: () => `token-${++tokens}`,
		formDrafts,
		openTab: url => void opened.push(url),
		upload: async () => ok({ mediaId: 'media-1', mimeType: 'image/png', filename: null, size: 4 }),
	});
	current = settings;
	const place = root;
	await act(async () => {
		render(
			<SettingsContext.Provider value={settings}>
				<App />
			</SettingsContext.Provider>,
			place,
		);
	});
	await rest();
	return { settings, port: relay.port, relay, time, hash: () => address, opened };
}

export function unmountSettings(): void {
	const place = root;
	if (place) void act(() => render(null, place));
	place?.remove();
	current?.stop();
	root = null;
	current = null;
}
