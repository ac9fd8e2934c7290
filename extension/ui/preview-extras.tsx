import { Tag } from 'lucide';
import type { TemplatePreview } from '../../shared/domain/template-preview.ts';
import { Icon } from './icon.tsx';
import styles from './preview-extras.module.css';
import { type DrawPicture, PreviewButtons, PreviewHeader } from './preview-parts.tsx';
import { RichText } from './rich-text-view.tsx';
import { t } from './text.ts';
import { exactTime } from './time.ts';

export interface CarouselProps {
	readonly cards: NonNullable<TemplatePreview['cards']>;
	readonly picture: DrawPicture;
}

/** The cards of a carousel, side by side. */
export function Carousel({ cards, picture }: CarouselProps) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls must be reachable by the keyboard
		<ul class={styles.cards} tabIndex={0} aria-label={t('preview_cards')}>
			{cards.map((card, index) => (
				<li key={index} class={styles.card}>
					{card.header && <PreviewHeader header={{ ...card.header, filename: null }} picture={picture} />}
					{card.body && <RichText text={card.body} />}
					<PreviewButtons buttons={card.buttons} />
				</li>
			))}
		</ul>
	);
}

/** The box of a limited-time offer. */
export function Offer({ offer }: { readonly offer: NonNullable<TemplatePreview['offer']> }) {
	return (
		<div class={styles.offer}>
			<Icon node={Tag} size={20} />
			<div>
				<p class={styles.strong}>{offer.text}</p>
				{offer.endsAt !== null && <p>{t('preview_offer_ends', { at: exactTime(offer.endsAt) })}</p>}
				{offer.code && <p>{t('preview_offer_code', { code: offer.code })}</p>}
			</div>
		</div>
	);
}
