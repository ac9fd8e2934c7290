import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastView } from '../../shared/contract/broadcast-views.ts';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { BroadcastPlan } from '../../shared/domain/broadcast.ts';
import type { ChannelType } from '../../shared/domain/channel.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { type ContentForm, createContentForm } from './broadcast-content.ts';
import {
	emptyPlan,
	type PlanErrors,
	type PlanField,
	type PlanValues,
	planOf,
	planProblems,
	planValues,
	saidFields,
} from './broadcast-values.ts';
import type { TimeSource } from './clock.ts';

type Chosen = { readonly id: string; readonly type: ChannelType };

/** A broadcast's plan while it is being made. Nothing in it is lost by a refused save. */
export interface BroadcastForm {
	readonly values: ReadonlySignal<PlanValues>;
	readonly content: ContentForm;
	readonly fallback: ContentForm;
	readonly errors: ReadonlySignal<PlanErrors>;
	readonly problem: ReadonlySignal<RelayError | null>;
	/** Sentences of a refusal that belong to no field of ours. */
	readonly unplaced: ReadonlySignal<readonly string[]>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	/** The plan as somebody else saved it meanwhile; null for none. */
	readonly newer: ReadonlySignal<BroadcastView | null>;
	write(change: Partial<PlanValues>): void;
	/** Which channels there are: their type decides what can be sent on them. */
	setChannels(channels: readonly Chosen[]): void;
	/** Answers the broadcast as the relay keeps it; null when it was not saved. */
	save(): Promise<BroadcastView | null>;
	/** Saves over what somebody else saved meanwhile. */
	saveAnyway(): Promise<BroadcastView | null>;
	/** Takes what somebody else saved, and drops what was typed here. */
	takeNewer(): void;
	/** What the relay tells of it: counts change often, its plan only when somebody saves. */
	follow(broadcast: BroadcastView): void;
	stop(): void;
}

export interface BroadcastFormParts {
	readonly port: RelayPort;
	readonly upload: Upload;
	readonly time: Pick<TimeSource, 'now'>;
	readonly broadcastId: string;
	/** What is changed; null for a new one. */
	readonly kept: BroadcastView | null;
	/** The channel of a new one; empty for none. */
	readonly channelId: string;
	readonly scheduleDays: () => number;
	/** Writes a moment as the browser's field for times has it. */
	readonly writeTime: (at: number) => string;
}

const FIELD_OF: Partial<Record<keyof PlanValues, PlanField>> = {
	name: 'name',
	channelId: 'channelId',
	fallbackChannelId: 'fallback.channelId',
	hasFallback: 'fallback.channelId',
	from: 'period.from',
	to: 'period.to',
	days: 'period.days',
	hasHours: 'period.hours',
	hoursFrom: 'period.hours',
	hoursTo: 'period.hours',
	starts: 'startAt',
	startText: 'startAt',
	isSlow: 'perMinute',
	perMinute: 'perMinute',
	brakeAfter: 'brake.after',
	brakeFailed: 'brake.failed',
	brakeRefused: 'brake.refused',
	brakeStopped: 'brake.stopped',
};

/** Makes the form of one broadcast. */
export function createBroadcastForm(parts: BroadcastFormParts): BroadcastForm {
	const { port, upload, time, broadcastId, writeTime } = parts;
	const first = parts.kept?.plan ?? emptyPlan(parts.channelId);
	const values = signal(planValues(first, writeTime));
	const errors = signal<PlanErrors>({});
	const problem = signal<RelayError | null>(null);
	const unplaced = signal<readonly string[]>([]);
	const busy = signal(false);
	const newer = signal<BroadcastView | null>(null);
	/** Counted, so that what is typed while a save is under way stays unsaved. */
	const changes = signal(0);
	const savedAt = signal(0);
	const dirty = computed(() => changes.value !== savedAt.value);
	let channels: readonly Chosen[] = [];
	let basedOn = parts.kept?.updatedAt ?? null;
	let lastPlan = JSON.stringify(parts.kept?.plan ?? null);

	const clear = (field: PlanField | undefined) => {
		if (field === undefined || errors.peek()[field] === undefined) return;
		const { [field]: _, ...others } = errors.peek();
		errors.value = others;
	};
	const change = (field?: PlanField) => {
		changes.value++;
		clear(field);
	};
	const content = createContentForm({ port, upload, onChange: () => change('content') });
	const fallback = createContentForm({ port, upload, onChange: () => change('fallback.content') });
	const setContents = () => {
		const { channelId, hasFallback, fallbackChannelId } = values.peek();
		const find = (id: string) => channels.find(one => one.id === id) ?? null;
		content.setChannel(find(channelId));
		fallback.setChannel(hasFallback ? find(fallbackChannelId) : null);
	};
	const restore = (plan: BroadcastPlan) => {
		values.value = planValues(plan, writeTime);
		content.restore(plan.content);
		fallback.restore(plan.fallback?.content ?? null);
		setContents();
	};
	restore(first);

	const keep = (view: BroadcastView) => {
		basedOn = view.updatedAt;
		lastPlan = JSON.stringify(view.plan);
		newer.value = null;
	};
	const send = async (over: number | null | undefined): Promise<BroadcastView | null> => {
		if (busy.peek()) return null;
		problem.value = null;
		unplaced.value = [];
		errors.value = planProblems(values.peek(), time.now(), parts.scheduleDays());
		if (Object.keys(errors.peek()).length > 0) return null;
		busy.value = true;
		const sending = changes.peek();
		const plan = planOf(values.peek(), content.value.peek(), fallback.value.peek());
		const answer = await port.call('broadcast:save', {
			broadcastId,
			plan: requestOf(plan),
			...(over !== undefined && { basedOn: over }),
		});
		busy.value = false;
		if (answer.ok) {
			savedAt.value = sending;
			keep(answer.value.broadcast);
			return answer.value.broadcast;
		}
		const said = saidFields(answer.error.fields ?? {});
		problem.value = answer.error;
		errors.value = said.errors;
		unplaced.value = said.rest;
		return null;
	};
	return {
		values,
		content,
		fallback,
		errors,
		problem,
		unplaced,
		dirty,
		busy,
		newer,
		write: next => {
			values.value = { ...values.value, ...next };
			change();
			for (const key of Object.keys(next) as (keyof PlanValues)[]) clear(FIELD_OF[key]);
			setContents();
		},
		setChannels: next => {
			channels = next;
			setContents();
		},
		save: () => send(basedOn),
		saveAnyway: () => send(undefined),
		takeNewer: () => {
			const view = newer.peek();
			if (!view) return;
			restore(view.plan);
			savedAt.value = changes.peek();
			errors.value = {};
			problem.value = null;
			keep(view);
		},
		follow: view => {
			if (basedOn === null || view.updatedAt <= basedOn) return;
			if (JSON.stringify(view.plan) === lastPlan) basedOn = view.updatedAt;
			else if (dirty.peek() || busy.peek()) newer.value = view;
			else {
				restore(view.plan);
				keep(view);
			}
		},
		stop: () => {
			content.stop();
			fallback.stop();
		},
	};
}

/** The contract's lists can be changed; ours cannot. */
function requestOf(plan: BroadcastPlan): RequestOf<'broadcast:save'>['plan'] {
	return { ...plan, period: { ...plan.period, days: [...plan.period.days] } };
}
