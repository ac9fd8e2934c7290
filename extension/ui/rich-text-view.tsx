import type { ComponentChild } from 'preact';
import { parseRichText, type RichNode } from './rich-text.ts';
import styles from './rich-text-view.module.css';

/** A text as WhatsApp shows it. */
export function RichText({ text }: { readonly text: string }) {
	return <span class={styles.text}>{parseRichText(text).map(draw)}</span>;
}

function draw(node: RichNode, index: number): ComponentChild {
	switch (node.kind) {
		case 'text':
			return node.text;
		case 'link':
			return (
				<a key={index} href={node.href} target="_blank" rel="noreferrer noopener">
					{node.text}
				</a>
			);
		case 'code':
			return (
				<code key={index} class={styles.code}>
					{node.text}
				</code>
			);
		case 'bold':
			return <strong key={index}>{node.children.map(draw)}</strong>;
		case 'italic':
			return <em key={index}>{node.children.map(draw)}</em>;
		case 'strike':
			return <s key={index}>{node.children.map(draw)}</s>;
	}
}
