/**
 * The keys of the text box that the list of quick replies takes while it is open. The focus stays in the text box; the
 * list sets itself here when it is drawn, and answers whether a key was its own.
 */
export const quickKeys: { handle: ((event: KeyboardEvent) => boolean) | null } = { handle: null };
