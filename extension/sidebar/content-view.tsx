import type { MessageView } from '../state/views.ts';
import { PreviewView } from '../ui/preview-view.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { MoreContent } from './later.ts';
import { MediaView } from './media-view.tsx';
import { drawPicture } from './stored-picture.tsx';

/** What a message says, for every kind of content. */
export function ContentView({ message }: { readonly message: MessageView }) {
	const { content } = message;
	switch (content.kind) {
		case 'text':
			return <RichText text={content.text} />;
		case 'media':
			return <MediaView message={message} content={content} />;
		case 'template':
			return <PreviewView preview={content.preview} picture={drawPicture} />;
		case 'notice':
			return <span>{content.text}</span>;
		default:
			return <MoreContent message={message} />;
	}
}
