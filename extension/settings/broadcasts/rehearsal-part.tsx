import { RotateCw, TriangleAlert } from 'lucide';
import { useMemo } from 'preact/hooks';
import type { BroadcastActs } from '../../state/broadcast-acts.ts';
import { createRehearsal } from '../../state/broadcast-rehearsal.ts';
import { planField } from '../../state/broadcast-values.ts';
import type { BroadcastView, PreviewView, RehearsalView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { plural, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import form from '../form.module.css';
import { LoadedView } from '../loaded-view.tsx';
import { PhonePreview } from '../templates/phone-preview.tsx';
import type { BroadcastParts } from './broadcast-page.tsx';
import styles from './broadcasts.module.css';
import { CostTable } from './cost-table.tsx';
import { Launch } from './launch.tsx';
import { planFieldId } from './plan-words.ts';
import rehearsalStyles from './rehearsal.module.css';
import { Skips, Waves } from './rehearsal-tables.tsx';
import type { Tab } from './tabs.tsx';
import { TestPart } from './test-part.tsx';
import { spanWords, zonedTime } from './times.ts';
import { money, rateWords } from './words.ts';

export interface RehearsalPartProps extends BroadcastParts {
	readonly acts: BroadcastActs;
	readonly broadcast: BroadcastView;
	/** Opens the part where a problem is mended. */
	readonly onMend: (tab: Tab) => void;
}

/** What would happen, before anything does; and the button that makes it happen. */
export function RehearsalPart({ one, acts, rules, broadcast, onMend }: RehearsalPartProps) {
	const { port, time } = useSettings();
	const rehearsal = useStateOf(() => createRehearsal(port, time, broadcast.id), []);
	return (
		<LoadedView
			loaded={rehearsal.current.value}
			failed={t('bc_rehearsal_failed')}
			onRetry={() => void rehearsal.load()}
		>
			{value => (
				<div class={rehearsalStyles.rehearsal} data-test="rehearsal">
					<Problems value={value} onMend={onMend} />
					<Facts value={value} />
					{value.warnings.length > 0 && (
						<ul class={rehearsalStyles.warnings} data-test="rehearsal-warnings">
							{value.warnings.map(warning => (
								<li key={warning}>
									<Icon node={TriangleAlert} size={14} />
									<span>{warning}</span>
								</li>
							))}
						</ul>
					)}
					<Skips value={value} />
					<Waves value={value} />
					{value.cost && (
						<section class={rehearsalStyles.section}>
							<h2>{t('bc_cost')}</h2>
							<CostTable cost={value.cost} />
						</section>
					)}
					<Previews previews={value.previews} />
					<TestPart broadcast={broadcast} />
					<div>
						<Button icon={RotateCw} look="quiet" test="rehearse-again" onClick={() => void rehearsal.load()}>
							{t('bc_rehearse_again')}
						</Button>
					</div>
					<Launch one={one} acts={acts} rules={rules} broadcast={broadcast} rehearsal={value} />
				</div>
			)}
		</LoadedView>
	);
}

interface ProblemsProps {
	readonly value: RehearsalView;
	readonly onMend: (tab: Tab) => void;
}

/** What stands in the way, each with a link to where it is mended. */
function Problems({ value: { problems }, onMend }: ProblemsProps) {
	if (problems.length === 0) return null;
	return (
		<div class={form.summary} role="alert" data-test="rehearsal-problems">
			<p>{plural('bc_problems', problems.length)}</p>
			<ul>
				{problems.map(({ message, field }) => {
					const tab = tabOf(field);
					const known = field === null ? null : planField(field);
					return (
						<li key={`${field} ${message}`}>
							{tab === null ? (
								message
							) : (
								<a
									href={known ? `#${planFieldId(known)}` : '#'}
									data-test="rehearsal-mend"
									onClick={event => {
										event.preventDefault();
										onMend(tab);
										if (known)
											requestAnimationFrame(() => document.getElementById(planFieldId(known))?.focus());
									}}
								>
									{message}
								</a>
							)}
						</li>
					);
				})}
			</ul>
		</div>
	);
}

/** The part where a field is; null for none that people can change here. */
function tabOf(field: string | null): Tab | null {
	if (field === null) return null;
	if (field.startsWith('recipients')) return 'recipients';
	return planField(field) ? 'plan' : null;
}

function Facts({ value }: { readonly value: RehearsalView }) {
	const { audience, sends, byFallback, startsAt, endsAt, rate, cost } = value;
	const facts = [
		[t('bc_audience'), plural('bc_people', audience)],
		[
			t('bc_gets_it'),
			byFallback > 0
				? `${plural('bc_people', sends)} (${plural('bc_by_fallback', byFallback)})`
				: plural('bc_people', sends),
		],
		[t('bc_starts'), zonedTime(startsAt)],
		[t('bc_ends'), `${zonedTime(endsAt)} (${spanWords(endsAt - startsAt)})`],
		[t('bc_rate'), rateWords(rate)],
		[
			t('bc_cost'),
			cost ? t('bc_cost_about', { amount: money(cost.amount, cost.currency) }) : t('bc_cost_none'),
		],
	] as const;
	return (
		<dl class={rehearsalStyles.facts} data-test="rehearsal-facts">
			{facts.map(([name, words]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{words}</dd>
				</div>
			))}
		</dl>
	);
}

function Previews({ previews }: { readonly previews: readonly PreviewView[] }) {
	if (previews.length === 0) return null;
	return (
		<section class={rehearsalStyles.section}>
			<h2>{t('bc_previews')}</h2>
			<p class={styles.meta}>{t('bc_previews_help')}</p>
			<div class={rehearsalStyles.phones}>
				{previews.map(preview => (
					<Preview key={`${preview.channelId} ${preview.address}`} preview={preview} />
				))}
			</div>
		</section>
	);
}

function Preview({
	preview: { name, address, header, body, footer, buttons },
}: {
	readonly preview: PreviewView;
}) {
	const shown = useMemo(
		() => ({
			header: header === null ? null : { kind: 'text' as const, text: header },
			body,
			footer,
			buttons: buttons.map(text => ({ kind: 'quick-reply', text, value: null })),
		}),
		[header, body, footer, buttons],
	);
	return (
		<figure data-test="rehearsal-preview">
			<figcaption>{name === '' ? address : `${name} · ${address}`}</figcaption>
			<PhonePreview preview={shown} label={t('bc_preview_of', { name: name || address })} />
		</figure>
	);
}
