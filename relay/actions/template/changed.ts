import type { TemplateChangeView } from '../../../shared/contract/sending-views.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { templateNews } from '../../../shared/domain/template-news.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { StoredTemplate } from '../../store/templates.ts';
import { raiseAlert } from '../alert/raise.ts';
import type { Parts } from '../parts.ts';
import type { Changes } from '../webhook/changes.ts';

/** Where an appeal is made (features.md S1-43). */
const MANAGER_URL = 'https://business.facebook.com/wa/manage/message-templates/';

type Line = Omit<TemplateChangeView, 'id' | 'at' | 'byName'>;

/**
 * Stores a template as it is at the provider now, writes what changed into its history, and tells managers what they
 * should know. `now` is when it changed, by the provider's clock where it told.
 */
export async function storeChanged(
	applying: { parts: Parts; tx: StoreParts; channel: LiveChannel; changes: Changes },
	before: StoredTemplate,
	after: StoredTemplate,
	one: { at: number; reason: string | null; byName: string | null },
): Promise<boolean> {
	const { tx, channel } = applying;
	const lines = differences(before.template, after.template, one.reason);
	const isNews =
		lines.length > 0 || JSON.stringify(before.nextCategory) !== JSON.stringify(after.nextCategory);
	await tx.templates.put({ ...after, changedAt: isNews ? one.at : before.changedAt });
	if (!isNews) return false;
	const { name, language } = after.template;
	const key = { channelId: channel.row.id, name, language };
	for (const line of lines) await tx.templates.addChange(key, { ...line, at: one.at, byName: one.byName });
	const news = templateNews(before.template, after.template, {
		reason: one.reason ?? after.template.rejectedReason,
		waiting: await tx.messages.queuedWithTemplate(channel.row.id, name, language),
		nextCategory: isSameCategory(before, after) ? null : after.nextCategory,
	});
	for (const { act, ...alert } of news) {
		await raiseAlert(applying, {
			...alert,
			channelId: channel.row.id,
			template: { name, language },
			action: act === 'appeal' ? { url: MANAGER_URL } : { page: 'templates' },
		});
	}
	return true;
}

function isSameCategory(before: StoredTemplate, after: StoredTemplate): boolean {
	return before.nextCategory?.category === after.nextCategory?.category;
}

function differences(before: Template, after: Template, reason: string | null): Line[] {
	const lines: Line[] = [];
	const line = (what: Line['what'], from: string | null, to: string | null, why: string | null = null) => {
		if (from !== to) lines.push({ what, before: from, after: to, reason: why });
	};
	line('status', before.status, after.status, reason ?? after.rejectedReason);
	line('category', before.category, after.category);
	line('quality', before.quality, after.quality);
	line('content', contentText(before), contentText(after));
	return lines;
}

/** What a template says, part by part, as a text that two versions of can be compared. */
export function contentText(template: Template): string {
	const { header, offer, cards } = template;
	const parts = [
		header?.kind === 'text' ? `Header: ${header.text}` : header ? `Header: ${header.kind}` : null,
		template.body,
		offer ? `Offer: ${offer.text}` : null,
		template.footer ? `Footer: ${template.footer}` : null,
		...buttonLines(template.buttons),
		...(cards ?? []).flatMap((card, index) => [
			`Card ${index + 1}: ${card.header?.kind ?? 'no header'}${card.body ? `, ${card.body}` : ''}`,
			...buttonLines(card.buttons),
		]),
	];
	return parts.filter(part => part !== null).join('\n');
}

function buttonLines(buttons: Template['buttons']): string[] {
	return buttons.map(button => {
		const target =
			button.kind === 'url' ? ` → ${button.url}` : button.kind === 'phone' ? ` → ${button.phone}` : '';
		return `[${button.text}]${target}`;
	});
}
