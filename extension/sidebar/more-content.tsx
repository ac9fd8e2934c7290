import { FileQuestion, ListChecks, MapPin, ShoppingCart, User } from 'lucide';
import type { MessageView } from '../state/views.ts';
import { Icon } from '../ui/icon.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { plural, t, textLocale } from '../ui/text.ts';
import { AlbumView, FileLinkView } from './album-view.tsx';
import { ChoicesView, CommentReplyView, CommentView, LinkButtonView } from './choices-view.tsx';
import styles from './content-view.module.css';

type Content = MessageView['content'];
type Of<K extends Content['kind']> = Extract<Content, { kind: K }>;

/** What comes more seldom than texts, files and templates. */
export function MoreContent({ message }: { readonly message: MessageView }) {
	const { content } = message;
	switch (content.kind) {
		case 'location':
			return <LocationView content={content} />;
		case 'contacts':
			return <ContactsView content={content} />;
		case 'choice':
			return <ChoiceView content={content} />;
		case 'form':
			return <FormView content={content} />;
		case 'order':
			return <OrderView content={content} />;
		case 'choices':
			return <ChoicesView content={content} />;
		case 'link-button':
			return <LinkButtonView content={content} />;
		case 'location-request':
			return (
				<div class={styles.stack}>
					<RichText text={content.text} />
					<p class={styles.button}>
						<Icon node={MapPin} size={14} />
						{t('location_send')}
					</p>
				</div>
			);
		case 'file-link':
			return <FileLinkView content={content} />;
		case 'album':
			return <AlbumView message={message} content={content} />;
		case 'comment':
			return <CommentView content={content} />;
		case 'comment-reply':
			return <CommentReplyView content={content} />;
		case 'unsupported':
			return (
				<div class={styles.card}>
					<Icon node={FileQuestion} />
					<div>
						<p>{t('unsupported_title')}</p>
						<p class={styles.quiet}>{content.reason ?? t('unsupported_text')}</p>
					</div>
				</div>
			);
		default:
			return null;
	}
}

function LocationView({ content }: { readonly content: Of<'location'> }) {
	const { latitude, longitude } = content;
	const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
	return (
		<div class={styles.card}>
			<Icon node={MapPin} />
			<div>
				<p class={styles.strong}>{content.name ?? t('location')}</p>
				{content.address && <p>{content.address}</p>}
				<a href={href} target="_blank" rel="noreferrer noopener">
					{t('location_open')}
				</a>
			</div>
		</div>
	);
}

function ContactsView({ content }: { readonly content: Of<'contacts'> }) {
	return (
		<ul class={styles.stack}>
			{content.contacts.map((contact, index) => (
				<li key={index} class={styles.card}>
					<Icon node={User} />
					<div>
						<p class={styles.strong}>{contact.name}</p>
						{contact.company && <p class={styles.quiet}>{contact.company}</p>}
						{[...contact.phones, ...contact.emails].map(way => (
							<p key={way} dir="ltr">
								{way}
							</p>
						))}
					</div>
				</li>
			))}
		</ul>
	);
}

function ChoiceView({ content }: { readonly content: Of<'choice'> }) {
	return (
		<div class={styles.card}>
			<Icon node={ListChecks} />
			<div>
				<p class={styles.strong}>{content.text}</p>
				{content.detail && <p class={styles.quiet}>{content.detail}</p>}
			</div>
		</div>
	);
}

function FormView({ content }: { readonly content: Of<'form'> }) {
	return (
		<div>
			<p class={styles.strong}>{content.name}</p>
			<dl class={styles.fields}>
				{content.fields.map((field, index) => (
					<div key={index}>
						<dt class={styles.quiet}>{field.label}</dt>
						<dd>{field.value}</dd>
					</div>
				))}
			</dl>
		</div>
	);
}

function OrderView({ content }: { readonly content: Of<'order'> }) {
	return (
		<div class={styles.card}>
			<Icon node={ShoppingCart} />
			<div>
				<p class={styles.strong}>{plural('order_items', content.items.length)}</p>
				{content.text && <RichText text={content.text} />}
				<ul>
					{content.items.map((item, index) => (
						<li key={index}>
							{item.quantity} × {item.productId}
							{item.price !== null && <span class={styles.quiet}> · {money(item.price, item.currency)}</span>}
						</li>
					))}
				</ul>
			</div>
		</div>
	);
}

function money(price: number, currency: string | null): string {
	try {
		return new Intl.NumberFormat(textLocale(), {
			...(currency !== null && { style: 'currency', currency }),
		}).format(price);
	} catch {
		// A currency that is none, out of a customer's catalogue: shown as it came.
		return `${price} ${currency ?? ''}`.trim();
	}
}
