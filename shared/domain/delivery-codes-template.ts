import { rule } from './delivery-rule.ts';

/** Failures of templates and of marketing: part of `DELIVERY_CODES`. */
export const TEMPLATE_DELIVERY_CODES = {
	'marketing-capped': rule(
		'manual',
		null,
		'Not delivered: WhatsApp limits marketing to this person now.',
		'Wait a day at least, or let the customer write first. Trying again soon lengthens the block.',
	),
	'marketing-stopped': rule(
		'never',
		'contact',
		'Not delivered: the contact has stopped marketing messages from this business.',
		'Send no marketing until they allow it again.',
	),
	'experiment-group': rule(
		'never',
		null,
		'Not delivered: WhatsApp holds this template back from some people as an experiment.',
		'Let the customer write first, or reach them another way.',
	),
	'template-missing': rule(
		'never',
		'template',
		'Not sent: the provider has no such approved template in this language.',
		'Sync the templates, or choose another.',
	),
	'template-parameters': rule(
		'never',
		null,
		'Not sent: the template’s values do not fit.',
		'Sync the templates, then fill in the values again.',
	),
	'template-too-long': rule('never', null, 'Not sent: too long with these values.', 'Shorten the values.'),
	'template-policy': rule(
		'never',
		'template',
		'Not sent: the template breaks WhatsApp’s rules.',
		'Choose another template.',
	),
	'template-paused': rule(
		'manual',
		'template',
		'Not sent: WhatsApp has paused this template for low quality.',
		'Choose another template, or wait until it is released.',
	),
	'template-disabled': rule(
		'never',
		'template',
		'Not sent: WhatsApp has switched this template off for good.',
		'Choose another template.',
	),
	'form-blocked': rule(
		'never',
		'template',
		'Not sent: the template’s form is blocked or throttled.',
		'Check the form in WhatsApp Manager.',
	),
	'marketing-api-only': rule(
		'never',
		'template',
		'Not sent: this template may only go over WhatsApp’s marketing interface.',
		'Choose another template, or change the setting in WhatsApp Manager.',
	),
} as const;
