import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { ImportView } from '../../shared/contract/contact-views.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

export interface ImportPage {
	readonly imports: readonly ImportView[];
	readonly hasMore: boolean;
}

/** The imports that there were, the newest first. */
export interface ContactImports {
	readonly shown: Source<ImportPage>;
	loadMore(): Promise<RelayError | null>;
	undo(importId: string): Promise<RelayError | null>;
	report(importId: string): Promise<Result<ReplyOf<'contacts:import-report'>>>;
	stop(): void;
}

/** Reads the history, and moves on with what the relay tells of imports under way. */
export function createContactImports(port: RelayPort): ContactImports {
	const shown = createSource<ImportPage>(port, [], () => port.call('contacts:imports', {}));
	const put = (one: ImportView) => {
		const known = shown.current.peek().value;
		if (!known) return;
		const isKnown = known.imports.some(other => other.id === one.id);
		const imports = isKnown
			? known.imports.map(other => (other.id === one.id ? one : other))
			: [one, ...known.imports];
		shown.take({ ...known, imports });
	};
	const stopListening = port.on('import:changed', ({ import: one }) => put(one));
	return {
		shown,
		loadMore: async () => {
			const known = shown.current.peek().value;
			const last = known?.imports.at(-1);
			if (!known?.hasMore || !last) return null;
			const answer = await port.call('contacts:imports', { before: { at: last.createdAt, id: last.id } });
			if (!answer.ok) return answer.error;
			const { imports, hasMore } = answer.value;
			shown.take({ imports: [...known.imports, ...imports], hasMore });
			return null;
		},
		undo: async importId => {
			const answer = await port.call('contacts:import-undo', { importId });
			if (!answer.ok) return answer.error;
			put(answer.value.import);
			return null;
		},
		report: importId => port.call('contacts:import-report', { importId }),
		stop: () => {
			stopListening();
			shown.stop();
		},
	};
}
