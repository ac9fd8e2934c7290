/** Looks up a text of `_locales` by its key; `$1`… are the substitutions. Tests give the key back. */
export type Texts = (key: string, ...substitutions: string[]) => string;
