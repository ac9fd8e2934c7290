import type { TemplateBuilder } from '../../../state/template-builder.ts';

/** The id of the control or group that a problem's place is about. */
export function placeId(place: string): string {
	return `place-${place.replaceAll('.', '-')}`;
}

/** Brings somebody to a place, or to the nearest part around it that is on the page. */
export function goToPlace(place: string): void {
	const parts = place.split('.');
	for (let length = parts.length; length > 0; length--) {
		const found = document.getElementById(placeId(parts.slice(0, length).join('.')));
		if (!found) continue;
		found.scrollIntoView?.({ block: 'center' });
		const control = found.matches('input, textarea, select, button')
			? found
			: found.querySelector<HTMLElement>('input, textarea, select, button');
		control?.focus({ preventScroll: true });
		return;
	}
}

/** What stands at a field: its errors once somebody was there, its warnings at once. */
export function marksAt(
	builder: TemplateBuilder,
	place: string,
): { readonly error: string | null; readonly warnings: readonly string[] } {
	const here = builder.problems.value.filter(problem => problem.place === place);
	const errors = here.filter(one => one.severity === 'error' && builder.isMarked(place));
	return {
		error: errors.length === 0 ? null : errors.map(one => one.message).join(' '),
		warnings: here.filter(one => one.severity === 'warning').map(one => one.message),
	};
}
