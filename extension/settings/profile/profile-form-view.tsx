import { useCallback, useEffect, useRef } from 'preact/hooks';
import { PROFILE_LIMITS } from '../../../shared/domain/business-profile.ts';
import { fileOf } from '../../state/attachment.ts';
import type { Source } from '../../state/loaded.ts';
import {
	createProfileForm,
	LINES_OF_BUSINESS,
	type ProfileForm,
	type ProfileValues,
	type ShownProfile,
} from '../../state/profile-form.ts';
import { createSampleUpload } from '../../state/sample-upload.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { Field, SelectField, TextField } from '../../ui/field.tsx';
import { listOf, type TextKey, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { ErrorSummary } from '../error-summary.tsx';
import form from '../form.module.css';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PhotoField } from './photo-field.tsx';
import styles from './profile.module.css';

const LABELS: Readonly<Record<string, TextKey>> = {
	photo: 'profile_photo',
	about: 'profile_about',
	address: 'profile_address',
	description: 'profile_description',
	email: 'profile_email',
	vertical: 'profile_vertical',
	websites: 'profile_websites',
	'websites.0': 'profile_website_1',
	'websites.1': 'profile_website_2',
};

const idOf = (name: string) => `profile-${name.replace('.', '-')}`;
const labelOf = (name: string) => {
	const key = LABELS[name];
	return key ? t(key) : name;
};

export interface ProfileFormViewProps {
	readonly channelId: string;
	/** Read at least once. */
	readonly source: Source<ShownProfile>;
}

/** The profile's texts, its photo, and what saving sent. */
export function ProfileFormView({ channelId, source }: ProfileFormViewProps) {
	const { port, link, upload } = useSettings();
	const state = useStateOf(
		() => ({ ...createProfileForm(port, channelId, source), stop: () => {} }),
		[channelId],
	);
	const photo = useStateOf(() => createSampleUpload(port, upload, 'whatsapp', 'image', () => {}), []);
	const summary = useRef<HTMLDivElement>(null);
	useLeaveWarning(useCallback(() => state.dirty.peek(), [state]));
	const profile = source.current.value.value?.profile ?? null;
	useEffect(() => {
		if (profile) state.take(profile);
	}, [profile]);
	const readOnly = !link.may('channels:manage');
	const problem = state.problem.value;
	const errors = state.errors.value;
	const save = async () => {
		const done = await state.save(fileOf(photo.current.peek()));
		if (done) photo.clear();
		else requestAnimationFrame(() => summary.current?.focus());
	};
	const chosen = photo.current.value;
	useEffect(() => state.setPhotoChosen(chosen !== null), [chosen]);
	const waits = chosen?.state === 'uploading';
	const sent = state.sent.value;
	return (
		<form
			class={form.form}
			noValidate
			data-test="profile-form"
			onSubmit={event => {
				event.preventDefault();
				if (!readOnly && !waits) void save();
			}}
		>
			<ErrorSummary
				boxRef={summary}
				problem={problem && (problem.code === 'offline' ? t('open_offline') : problem.message)}
				wrong={Object.entries(errors).map(([name, error]) => ({
					id: idOf(name),
					label: labelOf(name),
					error,
				}))}
			/>
			<fieldset class={styles.fields} disabled={readOnly}>
				<PhotoField attaching={photo} current={profile?.photoUrl ?? null} id={idOf('photo')} />
				<Line state={state} name="about" max={PROFILE_LIMITS.about} />
				<Lines state={state} name="address" max={PROFILE_LIMITS.address} />
				<Lines state={state} name="description" max={PROFILE_LIMITS.description} />
				<Line state={state} name="email" max={PROFILE_LIMITS.email} />
				<SelectField
					id={idOf('vertical')}
					label={t('profile_vertical')}
					help={t('profile_vertical_help')}
					value={state.values.value.vertical}
					error={errors.vertical}
					test="profile-vertical"
					options={verticalOptions(profile?.vertical ?? '', state.values.value.vertical)}
					onChange={value => state.write('vertical', value)}
				/>
				<Line state={state} name="websites.0" max={PROFILE_LIMITS.website} />
				<Line state={state} name="websites.1" max={PROFILE_LIMITS.website} />
				{errors.websites && <p class={form.tickError}>{errors.websites}</p>}
			</fieldset>
			{!readOnly && (
				<div class={form.buttons}>
					<Button look="primary" type="submit" busy={state.busy.value || waits} test="profile-save">
						{t(waits ? 'uploading' : 'profile_save')}
					</Button>
				</div>
			)}
			<p role="status" data-test="profile-sent">
				{sent &&
					(sent.length === 0
						? t('profile_same')
						: t('profile_sent', { fields: listOf(sent.map(name => labelOf(name))) }))}
			</p>
		</form>
	);
}

/** Once chosen, the line of business cannot be emptied again, so the empty choice goes. */
function verticalOptions(stored: string, now: string) {
	const known = LINES_OF_BUSINESS.map(({ code, name }) => ({ value: code, label: name }));
	const isKnown = (code: string) => code === '' || LINES_OF_BUSINESS.some(one => one.code === code);
	return [
		...(stored === '' ? [{ value: '', label: t('profile_vertical_none') }] : []),
		...(isKnown(now) ? [] : [{ value: now, label: now }]),
		...known,
	];
}

interface LineProps {
	readonly state: ProfileForm;
	readonly name: keyof ProfileValues;
	readonly max: number;
}

function Line({ state, name, max }: LineProps) {
	const value = state.values.value[name];
	return (
		<TextField
			id={idOf(name)}
			label={labelOf(name)}
			optional={countOf(value, max)}
			help={name === 'websites.0' ? t('profile_website_help') : undefined}
			value={value}
			error={state.errors.value[name]}
			exact={name !== 'about'}
			test={idOf(name)}
			onInput={next => state.write(name, next)}
		/>
	);
}

function Lines({ state, name, max }: LineProps) {
	const value = state.values.value[name];
	return (
		<Field
			id={idOf(name)}
			label={labelOf(name)}
			optional={countOf(value, max)}
			error={state.errors.value[name]}
		>
			{ids => (
				<textarea
					{...ids}
					class={`${field.input} ${styles.lines}`}
					rows={3}
					dir="auto"
					value={value}
					data-test={idOf(name)}
					onInput={event => state.write(name, event.currentTarget.value)}
				/>
			)}
		</Field>
	);
}

// What is longer was written elsewhere: it is shown whole, and refused only when it is changed.
function countOf(value: string, max: number): string {
	return t('count_of', { count: [...value].length, max });
}
