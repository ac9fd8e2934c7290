import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { TemplateView } from '../../shared/contract/sending-views.ts';
import type { Template, TemplateParameters } from '../../shared/domain/template.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import type { OpenConversation } from './conversation.ts';
import type { Outlook } from './outlook.ts';
import type { Place } from './place.ts';
import type { Sending } from './sending.ts';
import type { TemplateForm } from './template-form.ts';
import type { FoundTemplate, searchTemplates } from './template-search.ts';

/** Choosing a template, filling it in and sending it. */
export interface TemplatePicker {
	readonly step: ReadonlySignal<'closed' | 'list' | 'form'>;
	readonly search: ReadonlySignal<string>;
	/** Null until the channel's templates are known. */
	readonly found: ReadonlySignal<readonly FoundTemplate[] | null>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly form: ReadonlySignal<TemplateForm | null>;
	open(): void;
	close(): void;
	/** From the form back to the list. */
	back(): void;
	setSearch(text: string): void;
	/** Shows the form, whose code comes with the first one. */
	choose(template: TemplateView): Promise<void>;
	/** Sends what the form holds; false when something is missing, which the form then shows. */
	send(): boolean;
	load(): Promise<void>;
	stop(): void;
}

export interface TemplatePickerParts {
	readonly port: RelayPort;
	readonly sending: Sending;
	readonly outlook: Pick<Outlook, 'value'>;
	readonly conversation: Pick<OpenConversation, 'target' | 'view'>;
	readonly place: Pick<Place, 'record' | 'choice'>;
	readonly upload: Upload;
}

/** Makes the picker. Templates are read once per channel and again when the relay says that they changed. */
export function createTemplatePicker(parts: TemplatePickerParts): TemplatePicker {
	const { port, sending, outlook, conversation, place } = parts;
	const step = signal<'closed' | 'list' | 'form'>('closed');
	const search = signal('');
	const known = signal<{ readonly channelId: string; readonly templates: readonly TemplateView[] } | null>(
		null,
	);
	const problem = signal<RelayError | null>(null);
	const form = signal<TemplateForm | null>(null);
	/** Comes when the list is first opened. */
	const finder = signal<typeof searchTemplates | null>(null);
	const channelId = computed(() => conversation.target.value?.channelId ?? null);

	const load = async () => {
		const id = channelId.peek();
		if (id === null) return;
		const listed = await port.call('template:list', { channelId: id });
		if (channelId.peek() !== id) return;
		problem.value = listed.ok ? null : listed.error;
		if (!listed.ok) return;
		const { templates } = listed.value;
		known.value = { channelId: id, templates };
		const open = form.peek();
		open?.follow(templates.find(one => isSame(one, open.template)) ?? null);
	};
	const shut = () => {
		step.value = 'closed';
		form.value?.stop();
		form.value = null;
		port.toPage({ kind: 'highlight', fieldKey: null });
	};
	const stops = [
		port.on('template:changed', event => {
			if (event.channelId === channelId.peek() && step.peek() !== 'closed') void load();
			else if (known.peek()?.channelId === event.channelId) known.value = null;
		}),
		port.onConnection(connection => {
			if (connection.state === 'online' && step.peek() !== 'closed') void load();
		}),
		conversation.target.subscribe(() => {
			if (step.peek() !== 'closed') shut();
		}),
	];

	return {
		step,
		search,
		found: computed(() => {
			const find = finder.value;
			if (find === null || known.value?.channelId !== channelId.value) return null;
			return find(known.value?.templates ?? [], search.value, sending.checkTemplate);
		}),
		problem,
		form,
		open: () => {
			search.value = '';
			step.value = 'list';
			void import('./template-search.ts').then(one => {
				finder.value = one.searchTemplates;
			});
			if (known.peek()?.channelId !== channelId.peek()) void load();
		},
		close: shut,
		back: () => {
			form.value?.stop();
			form.value = null;
			step.value = 'list';
			port.toPage({ kind: 'highlight', fieldKey: null });
		},
		setSearch: text => {
			search.value = text;
		},
		choose: async template => {
			const about = conversation.target.peek();
			const { createTemplateForm } = await import('./template-form.ts');
			// Somebody closed it or went to another conversation meanwhile.
			if (step.peek() !== 'list' || conversation.target.peek() !== about) return;
			const chosen = place.choice.peek();
			const target = conversation.target.peek();
			const person =
				target?.kind === 'address' && chosen
					? { id: chosen.contact.id, name: chosen.contact.name }
					: { id: null, name: conversation.view.peek()?.contact.name ?? target?.name ?? '' };
			// A conversation out of the list is not about the page's record.
			const record = target?.kind === 'address' ? place.record.peek() : null;
			form.value = createTemplateForm({
				template,
				record,
				person,
				port,
				sending,
				outlook,
				upload: parts.upload,
			});
			step.value = 'form';
		},
		send: () => {
			const filled = form.peek();
			if (!filled) return false;
			const parameters = filled.finish();
			if (!parameters) return false;
			const { name, language } = filled.template;
			sending.send({ kind: 'template', name, language, parameters: toRequest(parameters) });
			shut();
			return true;
		},
		load,
		stop: () => {
			for (const stop of stops) stop();
			form.value?.stop();
		},
	};
}

function isSame(a: Template, b: Template): boolean {
	return a.name === b.name && a.language === b.language;
}

/** The values as the contract takes them: its lists can be changed, ours cannot. */
function toRequest({ cards, ...others }: TemplateParameters) {
	return { ...others, ...(cards && { cards: [...cards] }) };
}
