import { CircleAlert, CircleCheck, ExternalLink, Hourglass } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { ChannelForm } from '../../state/channel-form.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { safeLink } from '../../ui/safe-link.ts';
import { t } from '../../ui/text.ts';
import styles from '../form.module.css';
import { errorText, fieldId } from './words.ts';

/** The account is let in at the provider's own page: the way there, and what came of it. */
export function AuthorizePart({ form }: { readonly form: ChannelForm }) {
	const { authorizing, channel } = form;
	const { look } = authorizing;
	useEffect(() => {
		const back = () => {
			if (!document.hidden) void look();
		};
		document.addEventListener('visibilitychange', back);
		window.addEventListener('focus', back);
		return () => {
			document.removeEventListener('visibilitychange', back);
			window.removeEventListener('focus', back);
		};
	}, [form]);
	const begun = authorizing.id.value !== null;
	const error = errorText(form.errors.value.authorizationId);
	const problem = authorizing.problem.value;
	return (
		<div class={styles.authorize} data-test="authorize-part">
			<p class={styles.checkHelp}>{t(channel ? 'authorize_again_help' : 'authorize_help')}</p>
			<div class={styles.buttons}>
				<Button
					icon={ExternalLink}
					test="authorize"
					busy={authorizing.busy.value}
					onClick={() => void form.authorize()}
				>
					{t(begun || channel ? 'authorize_again' : 'authorize')}
				</Button>
				<input type="hidden" id={fieldId('authorizationId')} />
			</div>
			{error && (
				<p class={styles.tickError} role="alert">
					{error}
				</p>
			)}
			{problem && (
				<p class={styles.tickError} role="alert" data-test="authorize-problem">
					{problem.code === 'offline' ? t('open_offline') : problem.message}
				</p>
			)}
			{begun && <Outcome form={form} />}
		</div>
	);
}

function Outcome({ form }: { readonly form: ChannelForm }) {
	const { authorizing } = form;
	const view = authorizing.view.value;
	const url = authorizing.url.value;
	const state = view?.state ?? 'waiting';
	const problems = view?.problems ?? [];
	return (
		<div role="status" data-test="authorize-state" data-state={state}>
			{state === 'waiting' && (
				<p class={styles.outcome}>
					<Icon node={Hourglass} size={14} />
					<span>
						{t('authorize_waiting')}{' '}
						{url && (
							<a {...safeLink(url)} target="_blank" rel="noreferrer noopener">
								{t('authorize_open')}
							</a>
						)}{' '}
						<Button look="link" test="authorize-look" onClick={() => void authorizing.look()}>
							{t('authorize_look')}
						</Button>
					</span>
				</p>
			)}
			{state === 'done' && problems.length === 0 && (
				<p class={styles.outcome}>
					<Icon node={CircleCheck} size={14} />
					<span>{t('authorize_done', { address: view?.address ?? '' })}</span>
				</p>
			)}
			{(state === 'refused' || problems.length > 0) && (
				<div class={styles.warning} data-test="authorize-problems">
					<p class={styles.outcome}>
						<Icon node={CircleAlert} size={14} />
						<span>
							{state === 'refused'
								? t('authorize_refused')
								: t('authorize_problems', { address: view?.address ?? '' })}
						</span>
					</p>
					<ul class={styles.bullets}>
						{problems.map(problem => (
							<li key={problem}>{problem}</li>
						))}
					</ul>
				</div>
			)}
		</div>
	);
}
