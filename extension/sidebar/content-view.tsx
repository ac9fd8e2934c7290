import type { MessageView } from '../state/views.ts';
import { RichText } from '../ui/rich-text-view.tsx';
import { MoreContent, SentTemplate } from './later.ts';
import { MediaView } from './media-view.tsx';

/** What a message says, for every kind of content. */
export function ContentView({ message }: { readonly message: MessageView }) {
	const { content } = message;
	switch (content.kind) {
		case 'text':
			return <RichText text={content.text} />;
		case 'media':
			return <MediaView message={message} content={content} />;
		case 'template':
			return <SentTemplate preview={content.preview} />;
		case 'notice':
			return <span>{content.text}</span>;
		default:
			return <MoreContent message={message} />;
	}
}
