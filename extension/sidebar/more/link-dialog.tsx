import { useState } from 'preact/hooks';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { useSidebar } from '../context.ts';
import { SendDialog } from './send-dialog.tsx';
import { TextArea } from './text-area.tsx';

/** A text with one button that opens an address. */
export function LinkDialog({ onClose }: { readonly onClose: () => void }) {
	const { sending } = useSidebar();
	const [text, setText] = useState('');
	const [label, setLabel] = useState('');
	const [url, setUrl] = useState('');
	const max = sending.capabilities.value?.linkButton?.labelMax ?? 64;
	const content = {
		kind: 'link-button' as const,
		text: text.trim(),
		label: label.trim(),
		url: withScheme(url.trim()),
	};
	const complete = content.text !== '' && content.label !== '' && isWeb(content.url);
	return (
		<SendDialog
			title={t('more_link')}
			test="link-dialog"
			missing={t('link_missing')}
			message={complete ? { outgoing: content, content } : null}
			onClose={onClose}
		>
			<TextArea label={t('choices_text')} value={text} test="link-text" onInput={setText} />
			<TextField
				label={t('link_label')}
				optional={t('count_of', { count: label.length, max })}
				value={label}
				test="link-label"
				onInput={setLabel}
			/>
			<TextField
				label={t('link_url')}
				placeholder="https://"
				value={url}
				exact
				test="link-url"
				onInput={setUrl}
			/>
		</SendDialog>
	);
}

function withScheme(url: string): string {
	return url === '' || /^[a-z]+:/i.test(url) ? url : `https://${url}`;
}

function isWeb(url: string): boolean {
	return /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(url);
}
