import type { Template } from '../../shared/domain/template.ts';

/** An approved template; each test changes what it is about. */
export function template(change: Partial<Template> = {}): Template {
	return {
		name: 'order_update',
		language: 'en_US',
		category: 'utility',
		status: 'approved',
		format: 'positional',
		header: null,
		body: 'Hello {{1}}, your order {{2}} is on its way.',
		footer: null,
		buttons: [],
		cards: null,
		offer: null,
		authentication: null,
		unsupported: [],
		rejectedReason: null,
		quality: null,
		samples: {},
		...change,
	};
}
