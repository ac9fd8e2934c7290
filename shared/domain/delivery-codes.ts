/**
 * What each failure means for the next attempt, and what a person is told. One row per code; nothing else decides
 * retries. The provider's own numbers are translated into these codes once, in the provider's `errors.ts`.
 *
 * - `retry`: `auto` the sender tries again by itself; `manual` only a person may; `never` the same message cannot succeed
 * - `outcome`: `not-sent` the provider did not take it; `unknown` it may have gone out
 * - `stops`: what else cannot succeed until something changes
 */
export interface DeliveryRule {
	readonly retry: 'auto' | 'manual' | 'never';
	readonly outcome: 'not-sent' | 'unknown';
	readonly stops: 'channel' | 'template' | 'contact' | null;
	/** What happened, and why. */
	readonly sentence: string;
	/** What to do. */
	readonly nextStep: string;
}

function rule(
	retry: DeliveryRule['retry'],
	stops: DeliveryRule['stops'],
	sentence: string,
	nextStep: string,
	outcome: DeliveryRule['outcome'] = 'not-sent',
): DeliveryRule {
	return { retry, outcome, stops, sentence, nextStep };
}

export const DELIVERY_CODES = {
	unreachable: rule(
		'auto',
		null,
		'The provider could not be reached.',
		'It is tried again by itself. If this lasts, check the relay’s connection.',
	),
	'provider-down': rule('auto', null, 'The provider has a fault of its own.', 'It is tried again by itself.'),
	maintenance: rule(
		'auto',
		null,
		'The number is in maintenance at the provider.',
		'It is tried again in a few minutes.',
	),
	throttled: rule(
		'auto',
		null,
		'The number sends faster than the provider allows.',
		'It goes out by itself as soon as the provider takes it.',
	),
	'pair-throttled': rule(
		'auto',
		null,
		'Too many messages to this one contact in a short time.',
		'It goes out by itself after a pause.',
	),
	'no-answer': rule(
		'manual',
		null,
		'The provider gave no answer, so it may or may not have gone out.',
		'Wait for a tick, or ask the customer before you send it again.',
		'unknown',
	),
	'window-closed': rule(
		'never',
		null,
		'Not delivered: the customer last wrote more than 24 hours ago.',
		'Send an approved template.',
	),
	'not-on-whatsapp': rule(
		'never',
		'contact',
		'Not delivered: the number is not on WhatsApp, or its app cannot take this message.',
		'Check the number, or call instead.',
	),
	'terms-not-accepted': rule(
		'never',
		'contact',
		'Not delivered: the contact has not accepted WhatsApp’s newest terms.',
		'Reach them another way.',
	),
	blocked: rule(
		'never',
		'contact',
		'Not delivered: the contact has blocked this channel.',
		'Reach them another way. When they unblock it, the sidebar says so.',
	),
	'not-started': rule(
		'never',
		'contact',
		'Not delivered: the contact has not written to this channel first, as this network asks.',
		'Send them the channel’s link another way; once they have written, you can answer.',
	),
	'account-gone': rule(
		'never',
		'contact',
		'Not delivered: the contact’s account was deleted or switched off.',
		'Reach them another way.',
	),
	'chat-moved': rule(
		'auto',
		null,
		'The chat has moved to a new address at the provider.',
		'It goes there by itself.',
	),
	'human-agent-missing': rule(
		'never',
		null,
		'Not delivered: the customer last wrote more than 24 hours ago, and this app may not answer later than that.',
		'An owner asks Meta for the “Human Agent” feature of the app; until then, wait for the customer to write.',
	),
	'comment-answered': rule(
		'never',
		null,
		'Not delivered: this comment has had its one private reply.',
		'Answer below the comment, or wait for the customer to write.',
	),
	'comment-too-old': rule(
		'never',
		null,
		'Not delivered: a private reply is possible for 7 days after a comment.',
		'Answer below the comment instead.',
	),
	'own-number': rule(
		'never',
		null,
		'Not delivered: this is the channel’s own number.',
		'Choose another number of the contact.',
	),
	'not-in-test-list': rule(
		'manual',
		null,
		'Not delivered: a test number can write only to numbers on its list.',
		'Add the number to the list at the provider, or use a real number.',
	),
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
	'country-blocked': rule(
		'never',
		'contact',
		'Not delivered: this number may not write to people in that country.',
		'Reach them another way.',
	),
	'identity-changed': rule(
		'manual',
		'contact',
		'Not delivered: the contact’s phone or app has changed.',
		'Make sure that it is the same person, then send again.',
	),
	'needs-phone': rule(
		'never',
		null,
		'Not delivered: this kind of message needs the contact’s phone number.',
		'Ask the customer for it, or send another kind.',
	),
	'payment-missing': rule(
		'manual',
		'channel',
		'The provider has stopped sending: a payment is missing.',
		'The owner settles it at the provider, then switches the channel on again.',
	),
	'credentials-refused': rule(
		'manual',
		'channel',
		'The provider refused the channel’s key.',
		'The owner pastes the newest key in the channel’s settings.',
	),
	'address-inside': rule(
		'manual',
		'channel',
		'The provider’s address leads into the relay’s own network.',
		'The owner corrects the address, or sets ALLOW_PRIVATE_NETWORK=1 where that is meant.',
	),
	'permission-missing': rule(
		'manual',
		'channel',
		'The channel’s key may not do this.',
		'The owner checks the key’s permissions at the provider.',
	),
	'account-locked': rule(
		'manual',
		'channel',
		'WhatsApp has locked or restricted the business account.',
		'The owner reads the notice in WhatsApp Manager and appeals there.',
	),
	'number-not-ready': rule(
		'manual',
		'channel',
		'The number is not registered, or was removed, at the provider.',
		'The owner checks the number at the provider.',
	),
	'spam-limited': rule(
		'manual',
		'channel',
		'WhatsApp has limited this number because people blocked or reported it.',
		'Pause sending for a day and write only to people who expect it.',
	),
	'limit-reached': rule(
		'manual',
		null,
		'Not sent: the limit of new contacts in 24 hours is used up.',
		'Send it again when the limit has room, or wait for the customer to write. Answers still go.',
	),
	restricted: rule(
		'manual',
		null,
		'Not sent: WhatsApp does not let this account send such messages now.',
		'An owner sees in WhatsApp Manager why, and until when.',
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
	'media-refused': rule(
		'manual',
		null,
		'Not delivered: WhatsApp could not use the file.',
		'Save it in a common format (JPEG, MP4, PDF) and send it again.',
	),
	'media-missing': rule('manual', null, 'The file is gone from the store.', 'Attach it again.'),
	'media-not-received': rule(
		'never',
		null,
		'The customer sent a file that WhatsApp could not hand over.',
		'Ask the customer to send it again.',
	),
	'target-gone': rule(
		'never',
		null,
		'The message that this is about is too old or was deleted.',
		'Write instead.',
	),
	expired: rule('never', null, 'Not delivered in time.', 'Send it again if it still matters.'),
	unsupported: rule(
		'never',
		null,
		'The provider does not carry this kind of message.',
		'Send it another way.',
	),
	'marketing-api-only': rule(
		'never',
		'template',
		'Not sent: this template may only go over WhatsApp’s marketing interface.',
		'Choose another template, or change the setting in WhatsApp Manager.',
	),
	rejected: rule(
		'manual',
		null,
		'The provider refused the message.',
		'Read the details; send it again if the cause is gone.',
	),
	internal: rule(
		'manual',
		null,
		'The relay could not send the message because of a fault of its own.',
		'Send it again. If it fails again, tell whoever runs the relay.',
	),
} as const satisfies Record<string, DeliveryRule>;

export type DeliveryCode = keyof typeof DELIVERY_CODES;
