import { copyFileSync, existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { z } from 'zod';
import { CHECKS } from '../shared/domain/channel-check.ts';
import { ROLES } from '../shared/domain/roles.ts';
import { StartError } from './config.ts';

const user = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES), createdAt: z.number() });

const channel = z.object({
	id: z.string(),
	name: z.string(),
	type: z.enum(['whatsapp', 'telegram', 'instagram']),
	provider: z.string(),
	address: z.string(),
	state: z.enum(['active', 'paused', 'off']),
	problem: z.string().nullable(),
	/** Sealed. */
	secrets: z.record(z.string(), z.string()),
	/** The last four characters of each secret. */
	lastFour: z.record(z.string(), z.string()),
	/** Credentials that are not secret. */
	plain: z.record(z.string(), z.string()),
	apiUrl: z.string().nullable(),
	/** Sealed: the secret part of the webhook's path. */
	webhookSecret: z.string(),
	/** Sealed: the value of the header that the provider sends with each webhook. */
	webhookKey: z.string(),
	webhookState: z.enum(['registered', 'by-hand', 'failed', 'unknown']),
	webhookProblem: z.string().nullable(),
	templatesSyncedAt: z.number().nullable(),
	responsibleUserId: z.string().nullable().default(null),
	/** The CRM's pipeline and stage for leads of incoming messages. */
	pipeline: z.string().nullable().default(null),
	stage: z.string().nullable().default(null),
	/** What the last check found. */
	checks: z
		.array(
			z.object({ check: z.enum(CHECKS), result: z.enum(['ok', 'warning', 'failed']), message: z.string() }),
		)
		.default([]),
	checkedAt: z.number().nullable().default(null),
	createdAt: z.number(),
});

/** A person is at the provider's page, or came back and has not saved the channel yet. */
const authorization = z.object({
	id: z.string(),
	provider: z.string(),
	channelId: z.string().nullable(),
	apiUrl: z.string().nullable(),
	redirectUrl: z.string(),
	/** Sealed: what comes back to prove that it is this person's return. */
	returns: z.string(),
	/** Sealed. */
	secrets: z.record(z.string(), z.string()),
	plain: z.record(z.string(), z.string()),
	state: z.enum(['waiting', 'done', 'refused']),
	address: z.string().nullable(),
	problems: z.array(z.string()),
	createdAt: z.number(),
});

/** A channel that was removed: added again, it goes on with its conversations. */
const removedChannel = z.object({
	id: z.string(),
	type: z.enum(['whatsapp', 'telegram', 'instagram']),
	address: z.string(),
	identity: z.string().nullable(),
});

/** Access to 360dialog's Partner API. The key is sealed. */
const partner = z.object({
	partnerId: z.string(),
	key: z.string(),
	lastFour: z.string(),
	apiUrl: z.string().nullable(),
});

const pool = z.object({ id: z.string(), name: z.string(), channelIds: z.array(z.string()) });

/** What owners set about sending; a file from before a rule was there has its default. */
const rules = z.object({
	marketingCap: z.number().nullable().default(2),
	refuseUnreachable: z.boolean().default(false),
	strictButtons: z.boolean().default(false),
	zone: z.string().default('UTC'),
	currency: z.string().default('USD'),
	confirmOptOut: z.string().nullable().default(null),
	confirmOptIn: z.string().nullable().default(null),
	numberedChoices: z.boolean().default(false),
	fourEyes: z.boolean().default(false),
	scheduleDays: z.number().default(62),
	defaultCountry: z.string().nullable().default(null),
	keepFilesDays: z.number().nullable().default(null),
});

const rates = z.object({
	marketing: z.number(),
	utility: z.number(),
	authentication: z.number(),
	authenticationInternational: z.number().nullable(),
	service: z.number().nullable(),
});

const priceCard = z.object({
	id: z.string(),
	currency: z.string(),
	effectiveFrom: z.string(),
	source: z.string(),
	rates: z.record(z.string(), rates),
});

const document = z.object({
	version: z.literal(1),
	users: z.array(user),
	channels: z.array(channel),
	/** Channels that one portfolio owns; a channel in none is a pool of its own. */
	pools: z.array(pool).default([]),
	rules: rules.prefault({}),
	/** Imported ones; those of the product are data. */
	priceCards: z.array(priceCard).default([]),
	removedChannels: z.array(removedChannel).default([]),
	authorizations: z.array(authorization).default([]),
	partner: partner.nullable().default(null),
	/** Steps of the connection guides, by guide and step. */
	checklists: z.record(z.string(), z.record(z.string(), z.enum(['none', 'pending', 'done']))).default({}),
});

const EMPTY: SettingsDocument = document.parse({ version: 1, users: [], channels: [] });

export type UserSettings = z.infer<typeof user>;
export type ChannelSettingsRow = z.infer<typeof channel>;
export type AuthorizationRow = z.infer<typeof authorization>;
export type SendingRules = z.infer<typeof rules>;
export type SettingsDocument = z.infer<typeof document>;

/** What a person configures: small, readable, in one file. Secrets in it are sealed. */
export interface Settings {
	readonly data: Readonly<SettingsDocument>;
	/** Changes the document and resolves when it is on disk. Changes run one after another. */
	change(work: (data: SettingsDocument) => void): Promise<void>;
}

/** Opens `settings.json` in a folder; makes it when absent. Throws `StartError` when it is damaged. */
export async function openSettings(dataDir: string): Promise<Settings> {
	return settingsOver(new FsyncedFile(join(dataDir, 'settings.json')));
}

/** Settings behind any lowdb adapter. */
export async function settingsOver(adapter: Adapter<SettingsDocument>): Promise<Settings> {
	const low = new Low<SettingsDocument>(adapter, EMPTY);
	await low.read();
	let last: Promise<void> = Promise.resolve();
	return {
		get data() {
			return low.data;
		},
		change(work) {
			const run = last.then(async () => {
				const next = structuredClone(low.data);
				work(next);
				await adapter.write(next);
				low.data = next;
			});
			last = run.catch(() => undefined);
			return run;
		},
	};
}

/** lowdb's own file adapter does not flush: a power cut could leave an empty file. The former file is kept as `.bak`. */
class FsyncedFile implements Adapter<SettingsDocument> {
	readonly #path: string;

	constructor(path: string) {
		this.#path = path;
	}

	async read(): Promise<SettingsDocument | null> {
		let content: string;
		try {
			content = await readFile(this.#path, 'utf8');
		} catch (error) {
			if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
			throw error;
		}
		const read = document.safeParse(parse(content));
		if (read.success) return read.data;
		const where = read.error.issues[0]?.path.join('.') || 'the file as a whole';
		const backup = existsSync(`${this.#path}.bak`)
			? ` The version before the last change is ${this.#path}.bak: copy it over the damaged file to go back to it.`
			: '';
		throw new StartError(`The settings file ${this.#path} is damaged (${where}).${backup}`);
	}

	async write(data: SettingsDocument): Promise<void> {
		const next = `${this.#path}.next`;
		const file = await open(next, 'w', 0o600);
		try {
			await file.writeFile(`${JSON.stringify(data, null, '\t')}\n`);
			await file.sync();
		} finally {
			await file.close();
		}
		if (existsSync(this.#path)) copyFileSync(this.#path, `${this.#path}.bak`);
		await rename(next, this.#path);
		const folder = await open(dirname(this.#path), 'r');
		await folder.sync().finally(() => folder.close());
	}
}

function parse(content: string): unknown {
	try {
		return JSON.parse(content);
	} catch {
		return null;
	}
}
