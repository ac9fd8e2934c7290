import { Check, Copy } from 'lucide';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { t } from '../ui/text.ts';
import styles from './form.module.css';

export interface CopyTextProps {
	readonly label: string;
	readonly value: string;
	readonly help?: string;
	readonly test?: string;
}

/** A text to take elsewhere, with a button that copies it. */
export function CopyText({ label, value, help, test }: CopyTextProps) {
	const [copied, setCopied] = useState(false);
	return (
		<Field label={label} help={help}>
			{ids => (
				<div class={styles.copy}>
					<input
						{...ids}
						readOnly
						value={value}
						data-test={test}
						onFocus={event => event.currentTarget.select()}
					/>
					<Button
						icon={copied ? Check : Copy}
						onClick={() => {
							void navigator.clipboard.writeText(value).then(() => setCopied(true));
						}}
					>
						{t(copied ? 'copied' : 'copy')}
					</Button>
				</div>
			)}
		</Field>
	);
}
