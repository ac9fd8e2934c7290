import { Dialog } from '../ui/dialog.tsx';
import { type TextKey, t } from '../ui/text.ts';
import styles from './keys-dialog.module.css';

const KEYS: readonly (readonly [keys: readonly string[], does: TextKey])[] = [
	[['Enter'], 'keys_send'],
	[['Ctrl', 'Enter'], 'keys_send_always'],
	[['Shift', 'Enter'], 'keys_break'],
	[['/'], 'keys_quick_replies'],
	[['Alt', 'T'], 'keys_template'],
	[['↑'], 'keys_reply'],
	[['Esc'], 'keys_escape'],
	[['?'], 'keys_keys'],
];

/** The list of keys. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
	return (
		<Dialog title={t('keys_title')} onClose={onClose}>
			<dl class={styles.list}>
				{KEYS.map(([keys, does]) => (
					<div key={does} class={styles.row}>
						<dt>
							{keys.map(key => (
								<kbd key={key} class={styles.key}>
									{key}
								</kbd>
							))}
						</dt>
						<dd>{t(does)}</dd>
					</div>
				))}
			</dl>
		</Dialog>
	);
}
