import type { Template } from './template.ts';
import { rejectionWords, templateSendability } from './template-status.ts';

/** What a person should hear of a change of a template. */
export interface TemplateNews {
	readonly severity: 'info' | 'warning' | 'bad';
	readonly title: string;
	/** What happened, what it means, what to do. */
	readonly text: string;
	/** Where to act: our own page, or WhatsApp Manager for an appeal. */
	readonly act: 'templates' | 'appeal';
}

type Seen = Pick<Template, 'name' | 'status' | 'quality' | 'category'>;

/**
 * What managers should hear of a change, the most pressing first; empty for what needs nobody. `waiting` is how many
 * messages with this template wait to be sent.
 */
export function templateNews(
	before: Seen,
	after: Seen,
	more: {
		readonly reason: string | null;
		readonly waiting: number;
		readonly nextCategory: { readonly category: string } | null;
	},
): TemplateNews[] {
	const news: TemplateNews[] = [];
	const name = `“${after.name}”`;
	const why = more.reason ? ` Reason: ${rejectionWords(more.reason)}.` : '';
	const waits =
		more.waiting === 0
			? ''
			: ` ${more.waiting === 1 ? 'One message that waits' : `${more.waiting} messages that wait`} with it will not go out.`;
	if (before.status !== after.status) {
		const wasSendable = templateSendability(before.status).sendable;
		const is = templateSendability(after.status);
		if (after.status === 'rejected')
			news.push({
				severity: 'bad',
				title: `Template ${name} was rejected`,
				text: `It cannot be sent.${why} Copy it, change it and submit it again, or appeal in WhatsApp Manager.${waits}`,
				act: 'appeal',
			});
		else if (is.sendable)
			news.push({
				severity: 'info',
				title: `Template ${name} is approved`,
				text: 'It can be sent now.',
				act: 'templates',
			});
		else if (wasSendable)
			news.push({
				severity: after.status === 'paused' ? 'warning' : 'bad',
				title: `Template ${name}: ${is.label.toLowerCase()}`,
				text: `${is.sentence}${why}${waits}`,
				act: 'templates',
			});
	}
	if (before.category !== after.category)
		news.push({
			severity: 'warning',
			title: `Template ${name} is ${after.category} now`,
			text: `WhatsApp changed its category from ${before.category} to ${after.category}: it costs and counts as ${after.category} from now on.${
				after.category === 'marketing' ? ' Contacts who opted out no longer get it.' : ''
			}`,
			act: 'templates',
		});
	if (more.nextCategory && more.nextCategory.category !== after.category)
		news.push({
			severity: 'warning',
			title: `Template ${name} will become ${more.nextCategory.category}`,
			text: `WhatsApp holds its category ${after.category} for wrong and will change it. Ask for a review in WhatsApp Manager if that is not right.`,
			act: 'appeal',
		});
	if (before.quality !== after.quality && (after.quality === 'red' || after.quality === 'yellow'))
		news.push({
			severity: after.quality === 'red' ? 'bad' : 'warning',
			title: `Template ${name}: quality is ${after.quality === 'red' ? 'low' : 'medium'}`,
			text:
				after.quality === 'red'
					? 'Recipients block it or complain. WhatsApp pauses it when this goes on: send it to fewer people, or change it.'
					: 'Some recipients block it or complain. Look at whom it is sent to.',
			act: 'templates',
		});
	return news;
}
