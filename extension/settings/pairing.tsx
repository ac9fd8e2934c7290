import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { t } from '../ui/text.ts';
import { useSettings } from './context.ts';
import styles from './form.module.css';
import { PageHead } from './page-head.tsx';

/** Connects this browser to a relay by a one-time code. */
export function Pairing() {
	const { port } = useSettings();
	const [code, setCode] = useState('');
	const [device, setDevice] = useState(deviceName);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const pair = async () => {
		if (code.trim() === '') {
			setProblem(t('pair_code_missing'));
			return;
		}
		setBusy(true);
		setProblem(null);
		const result = await port.pair(code.trim(), device.trim() || deviceName());
		setBusy(false);
		if (!result.ok) setProblem(result.error.message);
	};
	return (
		<>
			<PageHead title={t('pair_title')} />
			<form
				class={styles.form}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					void pair();
				}}
			>
				<p class={styles.lead}>{t('pair_text')}</p>
				<TextField
					label={t('pair_code')}
					help={t('pair_code_help')}
					value={code}
					error={problem}
					exact
					test="pairing-code"
					onInput={setCode}
				/>
				<TextField
					label={t('pair_device')}
					help={t('pair_device_help')}
					value={device}
					test="device-name"
					onInput={setDevice}
				/>
				<div class={styles.buttons}>
					<Button look="primary" type="submit" busy={busy} test="pair">
						{t('pair_action')}
					</Button>
				</div>
			</form>
		</>
	);
}

/** "Chrome on Linux", for the list of devices. */
function deviceName(): string {
	const agent = navigator.userAgent;
	const name = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : 'Chrome';
	const system = /Windows/.test(agent)
		? 'Windows'
		: /Mac OS/.test(agent)
			? 'macOS'
			: /CrOS/.test(agent)
				? 'ChromeOS'
				: 'Linux';
	return t('pair_device_name', { browser: name, system });
}
