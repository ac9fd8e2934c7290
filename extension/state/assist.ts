import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { OpenConversation } from './conversation.ts';
import type { QuickPicker, QuickPickerParts } from './quick-picker.ts';

/** Where a slash asks for quick replies, in UTF-16 units of the composer's text. */
export interface SlashPlace {
	readonly from: number;
	readonly to: number;
}

/** What helps with writing: quick replies behind a slash, and variables. */
export interface Assist {
	/** The slash that is being typed behind; null while none asks. */
	readonly slash: ReadonlySignal<SlashPlace | null>;
	/** Its code and its quick replies come when they are first wanted. */
	readonly picker: ReadonlySignal<QuickPicker | null>;
	/** Looks at what stands before the caret, after every change of either. */
	follow(text: string, caret: number): void;
	/** Whether Enter must not send now: what stands there is still a search for a quick reply, not a message. */
	holdsEnter(text: string): boolean;
	/** Closes the list for the slash that it was opened by. */
	dismiss(): void;
	/** Makes sure that the picker is there. */
	load(): Promise<QuickPicker>;
	stop(): void;
}

/** A slash at the beginning or behind a space, and the words behind it. */
const SLASH = /(?:^|\s)\/((?:\S[^\n]{0,40})?)$/;

export function createAssist(
	parts: QuickPickerParts,
	conversation: Pick<OpenConversation, 'target'>,
): Assist {
	const slash = signal<SlashPlace | null>(null);
	const picker = signal<QuickPicker | null>(null);
	let loading: Promise<QuickPicker> | null = null;
	let dismissed: number | null = null;

	const load = () => {
		loading ??= import('./quick-picker.ts').then(({ createQuickPicker }) => {
			const made = createQuickPicker(parts);
			picker.value = made;
			return made;
		});
		return loading;
	};
	const stop = effect(() => {
		void conversation.target.value;
		untracked(() => {
			slash.value = null;
			dismissed = null;
		});
	});

	return {
		slash,
		picker,
		follow: (text, caret) => {
			const found = SLASH.exec(text.slice(0, caret));
			const words = found?.[1];
			if (words === undefined) {
				slash.value = null;
				dismissed = null;
				return;
			}
			const from = caret - words.length - 1;
			if (from === dismissed) return;
			slash.value = { from, to: caret };
			void load().then(made => made.setSearch(words));
		},
		holdsEnter: text => {
			const place = slash.peek();
			if (!place) return false;
			const now = picker.peek();
			const { value, problem } = now?.loaded.peek() ?? { value: null, problem: null };
			if (value === null && problem === null) return true;
			// One that Enter could not take, or a search that is the whole message and found nothing.
			return (now?.found.peek().length ?? 0) > 0 || /^\/\S+$/.test(text.trim());
		},
		dismiss: () => {
			dismissed = slash.peek()?.from ?? null;
			slash.value = null;
		},
		load,
		stop: () => {
			stop();
			picker.peek()?.stop();
		},
	};
}
