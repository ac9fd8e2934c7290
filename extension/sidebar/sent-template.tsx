import type { TemplatePreview } from '../../shared/domain/template-preview.ts';
import { PreviewView } from '../ui/preview-view.tsx';
import { drawPicture } from './stored-picture.tsx';

/** A template as it was sent. */
export function SentTemplate({ preview }: { readonly preview: TemplatePreview }) {
	return <PreviewView preview={preview} picture={drawPicture} />;
}
