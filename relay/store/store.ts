import type { Kysely } from 'kysely';
import { Alerts } from './alerts.ts';
import { Attributes } from './attributes.ts';
import { BroadcastFigures } from './broadcast-figures.ts';
import { Broadcasts } from './broadcasts.ts';
import { Consents } from './consents.ts';
import { ContactHistory } from './contact-history.ts';
import { ContactImports } from './contact-imports.ts';
import { ContactLists } from './contact-lists.ts';
import { Contacts } from './contacts.ts';
import { Conversations } from './conversations.ts';
import { Costs } from './costs.ts';
import { Devices } from './devices.ts';
import { Inbox } from './inbox.ts';
import { Leases } from './leases.ts';
import { Media } from './media.ts';
import { Merges } from './merges.ts';
import { MessageFinds } from './message-finds.ts';
import { MessageStatistics } from './message-statistics.ts';
import { Messages } from './messages.ts';
import { migrate } from './migrations/index.ts';
import { Outbox } from './outbox.ts';
import { Profiles } from './profiles.ts';
import { QuickReplies } from './quick-replies.ts';
import { Recipients } from './recipients.ts';
import { Segments } from './segments.ts';
import { ShortLinks } from './short-links.ts';
import { openSqlite } from './sqlite.ts';
import { Standings } from './standings.ts';
import { StartLinks } from './start-links.ts';
import type { Tables } from './tables.ts';
import { Tags } from './tags.ts';
import { TemplateDrafts } from './template-drafts.ts';
import { TemplateSends } from './template-sends.ts';
import { Templates } from './templates.ts';

/** The nouns of the store, bound to one connection or to one transaction. */
export class StoreParts {
	readonly inbox: Inbox;
	readonly contacts: Contacts;
	readonly contactLists: ContactLists;
	readonly contactImports: ContactImports;
	readonly contactHistory: ContactHistory;
	readonly tags: Tags;
	readonly attributes: Attributes;
	readonly segments: Segments;
	readonly conversations: Conversations;
	readonly messages: Messages;
	readonly outbox: Outbox;
	readonly messageFinds: MessageFinds;
	readonly messageStatistics: MessageStatistics;
	readonly merges: Merges;
	readonly startLinks: StartLinks;
	readonly profiles: Profiles;
	readonly media: Media;
	readonly templates: Templates;
	readonly alerts: Alerts;
	readonly broadcasts: Broadcasts;
	readonly broadcastFigures: BroadcastFigures;
	readonly recipients: Recipients;
	readonly shortLinks: ShortLinks;
	readonly consents: Consents;
	readonly costs: Costs;
	readonly quickReplies: QuickReplies;
	readonly standings: Standings;
	readonly templateDrafts: TemplateDrafts;
	readonly templateSends: TemplateSends;
	readonly devices: Devices;
	readonly leases: Leases;

	constructor(db: Kysely<Tables>) {
		this.inbox = new Inbox(db);
		this.contacts = new Contacts(db);
		this.contactLists = new ContactLists(db);
		this.contactImports = new ContactImports(db);
		this.contactHistory = new ContactHistory(db);
		this.tags = new Tags(db);
		this.attributes = new Attributes(db);
		this.segments = new Segments(db);
		this.conversations = new Conversations(db);
		this.messages = new Messages(db);
		this.outbox = new Outbox(db);
		this.messageFinds = new MessageFinds(db);
		this.messageStatistics = new MessageStatistics(db);
		this.merges = new Merges(db);
		this.startLinks = new StartLinks(db);
		this.profiles = new Profiles(db);
		this.media = new Media(db);
		this.templates = new Templates(db);
		this.alerts = new Alerts(db);
		this.broadcasts = new Broadcasts(db);
		this.broadcastFigures = new BroadcastFigures(db);
		this.recipients = new Recipients(db);
		this.shortLinks = new ShortLinks(db);
		this.consents = new Consents(db);
		this.costs = new Costs(db);
		this.quickReplies = new QuickReplies(db);
		this.standings = new Standings(db);
		this.templateDrafts = new TemplateDrafts(db);
		this.templateSends = new TemplateSends(db);
		this.devices = new Devices(db);
		this.leases = new Leases(db);
	}
}

/**
 * Everything that must not be lost. What a call stored is on disk when it resolves; a call inside `transaction` is on
 * disk when the transaction resolves, all of it or nothing.
 */
export class Store extends StoreParts {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		super(db);
		this.#db = db;
	}

	/**
	 * Runs `work` in one transaction. Inside, use only what `work` is given: the store itself waits for the transaction to
	 * end, so asking it from within never returns.
	 */
	async transaction<T>(work: (tx: StoreParts) => Promise<T>): Promise<T> {
		return this.#db.transaction().execute(trx => work(new StoreParts(trx)));
	}

	/** Throws unless something can be stored now. */
	async probe(now: number): Promise<void> {
		await this.#db
			.insertInto('leases')
			.values({ channel_id: 'healthz', owner: 'healthz', expires_at: now })
			.onConflict(conflict => conflict.column('channel_id').doUpdateSet({ expires_at: now }))
			.execute();
	}

	async close(): Promise<void> {
		await this.#db.destroy();
	}
}

/** Opens the embedded store at a path, at its newest version. `:memory:` for one that ends with the process. */
export async function openStore(path: string): Promise<Store> {
	const db = openSqlite(path);
	await migrate(db);
	return new Store(db);
}
