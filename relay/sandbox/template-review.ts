import type { WebhookLine } from './deliver.ts';
import type { TemplateRow } from './model.ts';
import { templateChange } from './template-webhook.ts';
import type { World } from './world.ts';

/** Who decides over submitted templates: somebody at the control API, or the sandbox itself after a while. */
export interface ReviewPlan {
	mode: 'hand' | 'auto';
	afterMs: number;
}

/** What a reviewer says of a template. */
export interface Verdict {
	status: TemplateRow['status'];
	reason: string;
	category?: TemplateRow['category'];
}

/** One step of Meta's quality ladder (Dec 2025). */
export type PauseStep = 'first' | 'second' | 'disable' | 'unpause';

const HOUR_MS = 3_600_000;
const PAUSE_MS = { first: 3 * HOUR_MS, second: 6 * HOUR_MS } as const;
/** Pauses end by the sandbox's clock, which a test may move without telling: so it is looked at this often. */
const LOOK_MS = 200;
const REJECTION =
	/_reject_(promotional|scam|abusive_content|invalid_format|incorrect_category|tag_content_mismatch)(?:_|$)/;

/** Everything that happens to a template after it was submitted, with the webhook that tells of it. */
export class TemplateReview {
	readonly #world: World;
	readonly #line: WebhookLine;
	readonly #onQuiet: () => void;
	readonly #firstPlan: ReviewPlan;
	readonly #waiting = new Set<string>();
	readonly #paused = new Set<string>();
	#timer: NodeJS.Timeout | null = null;
	#closed = false;
	plan: ReviewPlan;

	constructor(world: World, line: WebhookLine, plan: ReviewPlan, onQuiet: () => void) {
		this.#world = world;
		this.#line = line;
		this.#onQuiet = onQuiet;
		this.#firstPlan = plan;
		this.plan = { ...plan };
	}

	/** Reviews that the sandbox will decide by itself. */
	get pending(): number {
		return this.#waiting.size;
	}

	/** Takes a new or edited template in; it is PENDING until the verdict. */
	submit(template: TemplateRow): void {
		const auto = this.plan.mode === 'auto' && !/_stay_pending(?:_|$)/.test(template.name);
		template.status = 'PENDING';
		template.pausedUntil = null;
		template.reviewAt = auto ? this.#world.clock.timer() + this.plan.afterMs : null;
		this.#keep(template);
	}

	/** Gives the verdict and tells it. */
	decide(template: TemplateRow, verdict: Verdict): void {
		template.status = verdict.status;
		template.rejectedReason = verdict.status === 'REJECTED' ? verdict.reason : 'NONE';
		template.category = verdict.category ?? template.category;
		template.reviewAt = null;
		template.pausedUntil = null;
		this.#keep(template);
		const wrongFormat = verdict.status === 'REJECTED' && verdict.reason === 'INVALID_FORMAT';
		this.#tell(template, 'message_template_status_update', {
			event: verdict.status,
			message_template_category: template.category,
			reason: verdict.reason,
			...(wrongFormat && {
				rejection_info: {
					reason: 'The template has parameters that are placed next to each other without text between them.',
					recommendation: 'Put text between the parameters and submit the template again.',
				},
			}),
		});
	}

	/** Goes a step on Meta's quality ladder; the two pauses end by themselves after 3 and 6 hours. */
	pause(template: TemplateRow, step: PauseStep): void {
		const now = this.#world.clock.now();
		const [event, title] = {
			first: ['PAUSED', 'FIRST_PAUSE'],
			second: ['PAUSED', 'SECOND_PAUSE'],
			disable: ['DISABLED', 'DISABLED'],
			unpause: ['APPROVED', 'UNPAUSE'],
		}[step] as [TemplateRow['status'], string];
		template.status = event;
		template.reviewAt = null;
		template.pausedUntil = step === 'first' || step === 'second' ? now + PAUSE_MS[step] : null;
		this.#keep(template);
		this.#tell(template, 'message_template_status_update', {
			event,
			message_template_category: template.category,
			reason: 'NONE',
			...(step === 'disable' && { disable_info: { disable_date: Math.floor(now / 1000) } }),
			other_info: {
				title,
				description: {
					first: 'The template is paused for 3 hours because customers reported or blocked it.',
					second: 'The template is paused for 6 hours because customers reported or blocked it.',
					disable: 'The template is disabled because customers kept reporting or blocking it.',
					unpause: 'The template can be sent again.',
				}[step],
			},
		});
	}

	/** Tells of another category: `pending` with Meta's notice of a day, `done` when it holds. */
	recategorise(template: TemplateRow, category: TemplateRow['category'], state: 'pending' | 'done'): void {
		const previous = template.category;
		if (state === 'done') template.category = category;
		template.correctCategory = state === 'pending' ? category : null;
		this.#keep(template);
		this.#tell(
			template,
			'template_category_update',
			state === 'done'
				? { previous_category: previous, new_category: category }
				: {
						// Meta's words: `new_category` is what it is now.
						new_category: previous,
						correct_category: category,
						category_update_timestamp: Math.floor((this.#world.clock.now() + 24 * HOUR_MS) / 1000),
					},
		);
	}

	rate(template: TemplateRow, quality: string): void {
		const previous = template.quality;
		template.quality = quality;
		this.#keep(template);
		this.#tell(template, 'message_template_quality_update', {
			previous_quality_score: previous,
			new_quality_score: quality,
		});
	}

	/** Does what is due by now. Cheap while nothing waits. */
	settle(): void {
		const { clock, store } = this.#world;
		for (const id of [...this.#waiting]) {
			const template = store.templates.get(id);
			if (!template?.reviewAt) this.#waiting.delete(id);
			else if (template.reviewAt <= clock.timer()) this.decide(template, verdictByName(template.name));
		}
		for (const id of [...this.#paused]) {
			const template = store.templates.get(id);
			if (!template?.pausedUntil) this.#paused.delete(id);
			else if (template.pausedUntil <= clock.now()) this.pause(template, 'unpause');
		}
	}

	/** Takes up what the store says: at the start, and after a reset. */
	resume(): void {
		this.#waiting.clear();
		this.#paused.clear();
		for (const template of this.#world.store.templates.all()) this.#watch(template);
	}

	clear(): void {
		this.plan = { ...this.#firstPlan };
		this.#waiting.clear();
		this.#paused.clear();
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
	}

	#keep(template: TemplateRow): void {
		this.#world.store.templates.put(template);
		this.#world.changed('templates');
		this.#watch(template);
	}

	#watch({ id, reviewAt, pausedUntil }: TemplateRow): void {
		if (reviewAt === null) this.#waiting.delete(id);
		else this.#waiting.add(id);
		if (pausedUntil === null) this.#paused.delete(id);
		else this.#paused.add(id);
		this.#arm();
	}

	#arm(): void {
		if (this.#closed || this.#timer || this.#waiting.size + this.#paused.size === 0) return;
		const next = Math.min(
			LOOK_MS,
			...[...this.#waiting].map(
				id => (this.#world.store.templates.get(id)?.reviewAt ?? 0) - this.#world.clock.timer(),
			),
		);
		this.#timer = setTimeout(
			() => {
				this.#timer = null;
				this.settle();
				this.#arm();
				this.#onQuiet();
			},
			Math.max(0, next),
		);
	}

	#tell(template: TemplateRow, field: string, value: Record<string, unknown>): void {
		const number = this.#world.store.numbers.all().find(row => row.wabaId === template.wabaId);
		if (number)
			this.#line.enqueue(number.id, { change: templateChange(this.#world, template, field, value) });
	}
}

/** What the reviewer by itself says: approved, unless the name has a magic word. */
function verdictByName(name: string): Verdict {
	const rejected = REJECTION.exec(name)?.[1];
	if (rejected) return { status: 'REJECTED', reason: rejected.toUpperCase() };
	const marketing = /_as_marketing(?:_|$)/.test(name);
	return { status: 'APPROVED', reason: 'NONE', ...(marketing && { category: 'MARKETING' }) };
}
