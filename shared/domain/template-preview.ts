import {
	fillVariables,
	isAuthentication,
	type Template,
	type TemplateParameters,
	variablesOf,
} from './template.ts';

/** What the recipient will see. Slots without a value show as `{{name}}`. */
export interface TemplatePreview {
	readonly header:
		| { readonly kind: 'text'; readonly text: string }
		| {
				readonly kind: 'image' | 'video' | 'document';
				readonly mediaId: string | null;
				readonly filename: string | null;
		  }
		| { readonly kind: 'location'; readonly name: string | null; readonly address: string | null }
		| null;
	readonly body: string;
	readonly footer: string | null;
	readonly buttons: readonly {
		readonly kind: string;
		readonly text: string;
		readonly value: string | null;
	}[];
}

/** The text, header, footer and buttons that the recipient will see with these values. */
export function templatePreview(template: Template, parameters: TemplateParameters): TemplatePreview {
	const body = parameters.body ?? {};
	const code = isAuthentication(template) ? (body['1'] ?? null) : null;
	return {
		header: previewHeader(template, parameters),
		body: fillVariables(template.body, body),
		footer: template.footer,
		buttons: template.buttons.map((button, index) => {
			const given = parameters.buttons?.[String(index)];
			switch (button.kind) {
				case 'url': {
					const name = variablesOf(button.url)[0];
					return {
						kind: 'url',
						text: button.text,
						value: name && given ? fillVariables(button.url, { [name]: given }) : button.url,
					};
				}
				case 'phone':
					return { kind: 'phone', text: button.text, value: button.phone };
				case 'copy-code':
					return { kind: 'copy-code', text: button.text, value: given ?? null };
				case 'otp':
					return { kind: 'otp', text: button.text, value: code };
				default:
					return { kind: button.kind, text: button.text, value: null };
			}
		}),
	};
}

function previewHeader(template: Template, parameters: TemplateParameters): TemplatePreview['header'] {
	const { header } = template;
	if (!header) return null;
	if (header.kind === 'text')
		return { kind: 'text', text: fillVariables(header.text, parameters.header?.text ?? {}) };
	if (header.kind === 'location') {
		const place = parameters.header?.location;
		return { kind: 'location', name: place?.name ?? null, address: place?.address ?? null };
	}
	return {
		kind: header.kind,
		mediaId: parameters.header?.mediaId ?? null,
		filename: parameters.header?.filename ?? null,
	};
}
