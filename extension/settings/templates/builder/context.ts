import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { TemplateBuilder } from '../../../state/template-builder.ts';

/** Hands the draft that is being written to the parts of its form. */
export const BuilderContext = createContext<TemplateBuilder | null>(null);

/** The draft that is being written. Throws outside of a `BuilderContext`. */
export function useBuilder(): TemplateBuilder {
	const builder = useContext(BuilderContext);
	if (!builder) throw new Error('useBuilder() stands outside of a BuilderContext');
	return builder;
}
