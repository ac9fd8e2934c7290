/** What reports on a template that is not known yet are kept under. */
export function earlyKey({ name, language }: { name: string; language: string }): string {
	return `template:${name}:${language}`;
}
