import { type BroadcastTest, createBroadcastTest } from '../../state/broadcast-rehearsal.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import styles from './broadcasts.module.css';
import planStyles from './plan.module.css';
import rehearsalStyles from './rehearsal.module.css';
import { problemWords } from './words.ts';

/** Sends the message to one's own number, to see it on a phone. */
export function TestPart({ broadcast }: { readonly broadcast: BroadcastView }) {
	const { port, newToken } = useSettings();
	const test = useStateOf(() => createBroadcastTest(port, broadcast.id, newToken), []);
	return (
		<form
			class={rehearsalStyles.section}
			onSubmit={event => {
				event.preventDefault();
				void test.send();
			}}
		>
			<h2>{t('bc_test')}</h2>
			<div class={planStyles.pair}>
				<TextField
					label={t('bc_test_to')}
					help={t('bc_test_help')}
					value={test.to.value}
					test="test-to"
					onInput={test.setTo}
				/>
				{broadcast.plan.fallback && (
					<SelectField
						label={t('bc_test_by')}
						value={test.channel.value}
						options={[
							{ value: 'main', label: t('bc_test_main') },
							{ value: 'fallback', label: t('bc_fallback_channel') },
						]}
						test="test-by"
						onChange={next => test.setChannel(next as 'main' | 'fallback')}
					/>
				)}
			</div>
			<div>
				<Button
					type="submit"
					busy={test.outcome.value.state === 'sending'}
					disabled={test.to.value.trim() === ''}
					test="test-send"
				>
					{t('bc_test_send')}
				</Button>
			</div>
			<Outcome test={test} />
		</form>
	);
}

const STATUS: Readonly<Record<string, TextKey>> = {
	queued: 'bc_test_queued',
	sent: 'bc_test_sent',
	delivered: 'bc_test_delivered',
	read: 'bc_test_read',
	unknown: 'bc_test_unknown',
};

function Outcome({ test }: { readonly test: BroadcastTest }) {
	const outcome = test.outcome.value;
	if (outcome.state === 'refused') {
		return (
			<p class={styles.problem} role="alert" data-test="test-refused">
				{problemWords(outcome.error)}
			</p>
		);
	}
	if (outcome.state !== 'sent') return null;
	const { message, to } = outcome;
	if (message?.status === 'failed') {
		return (
			<p class={styles.problem} role="alert" data-test="test-refused">
				{message.problem?.sentence} {message.problem?.nextStep}
			</p>
		);
	}
	return (
		<p role="status" data-test="test-outcome">
			{t(STATUS[message?.status ?? 'queued'] ?? 'bc_test_queued', { to })}
		</p>
	);
}
