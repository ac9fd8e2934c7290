import { takesBroadcasts } from '../../state/broadcast-content.ts';
import type { BroadcastForm } from '../../state/broadcast-form.ts';
import { SelectField } from '../../ui/field.tsx';
import { MESSENGERS } from '../../ui/messenger.ts';
import { t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import { Check } from './check.tsx';
import { ContentPart } from './content-part.tsx';
import planStyles from './plan.module.css';
import { planError, planFieldId } from './plan-words.ts';

function useChannelOptions(chosen: string, without: string) {
	const { channels } = useSettings();
	const all = channels.all.value ?? [];
	const fitting = all.filter(one => takesBroadcasts(one.type) && one.id !== without);
	return {
		hasOthers: all.some(one => !takesBroadcasts(one.type)),
		options: [
			{ value: '', label: t('bc_channel_choose') },
			...fitting.map(one => ({ value: one.id, label: `${one.name} · ${MESSENGERS[one.type].name}` })),
			...(chosen !== '' && !fitting.some(one => one.id === chosen)
				? [{ value: chosen, label: t('channel_gone') }]
				: []),
		],
	};
}

/** The channel that a broadcast goes out on; those that cannot are left out, with the reason. */
export function ChannelField({ state }: { readonly state: BroadcastForm }) {
	const { channelId } = state.values.value;
	const { options, hasOthers } = useChannelOptions(channelId, '');
	return (
		<SelectField
			id={planFieldId('channelId')}
			label={t('column_channel')}
			{...(hasOthers && { help: t('bc_no_instagram') })}
			value={channelId}
			options={options}
			error={planError(state, 'channelId')}
			test="broadcast-channel"
			onChange={next => state.write({ channelId: next })}
		/>
	);
}

/** Another channel, with a content of its own, for those whom the first cannot reach. */
export function Fallback({ state }: { readonly state: BroadcastForm }) {
	const { channelId, hasFallback, fallbackChannelId } = state.values.value;
	const { options } = useChannelOptions(fallbackChannelId, channelId);
	return (
		<div class={planStyles.fallback}>
			<Check
				label={t('bc_fallback')}
				help={t('bc_fallback_help')}
				checked={hasFallback}
				test="broadcast-fallback"
				onChange={next => state.write({ hasFallback: next })}
			/>
			{hasFallback && (
				<div class={planStyles.inset}>
					<SelectField
						id={planFieldId('fallback.channelId')}
						label={t('bc_fallback_channel')}
						value={fallbackChannelId}
						options={options}
						error={planError(state, 'fallback.channelId')}
						test="fallback-channel"
						onChange={next => state.write({ fallbackChannelId: next })}
					/>
					<ContentPart
						content={state.fallback}
						id={planFieldId('fallback.content')}
						error={planError(state, 'fallback.content')}
						prefix="fallback"
					/>
				</div>
			)}
		</div>
	);
}
