import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecordingWish, RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { formatNumber, type TextKey, t } from '../ui/text.ts';
import styles from './recorder.module.css';
import {
	RecordingError,
	type RecordingProblem,
	type RunningRecording,
	type StartRecording,
} from './recording.ts';

const PROBLEMS: Record<RecordingProblem, TextKey> = {
	denied: 'record_denied',
	'no-microphone': 'record_no_microphone',
	'in-use': 'record_in_use',
	'not-supported': 'record_not_supported',
	'cannot-convert': 'record_cannot_convert',
	empty: 'record_empty',
};

export interface RecorderProps {
	readonly port: Pick<RelayPort, 'call' | 'giveRecording' | 'onNotConfirmed'>;
	/** Null when the address says none: the window was opened by hand. */
	readonly wish: RecordingWish | null;
	readonly start: StartRecording;
	readonly upload: Upload;
	readonly close: () => void;
}

type Step =
	| { readonly kind: 'idle' }
	| { readonly kind: 'asking' }
	| { readonly kind: 'recording'; readonly running: RunningRecording; readonly since: number }
	| { readonly kind: 'converting' }
	| { readonly kind: 'ready'; readonly file: File }
	| { readonly kind: 'sending'; readonly file: File; readonly progress: number };

/** Records one voice message, lets it be heard, and hands it to the sidebar that asked. */
export function Recorder({ port, wish, start, upload, close }: RecorderProps) {
	const [step, setStep] = useState<Step>({ kind: 'idle' });
	const [problem, setProblem] = useState<string | null>(null);
	const [known, setKnown] = useState(wish !== null);
	const running = useRef<RunningRecording | null>(null);
	useEffect(() => port.onNotConfirmed(() => setKnown(false)), []);
	useEffect(() => () => running.current?.cancel(), []);
	if (!known || !wish) return <main class={styles.recorder}>{t('record_unknown')}</main>;

	const fail = (error: unknown) => {
		setProblem(t(PROBLEMS[error instanceof RecordingError ? error.problem : 'cannot-convert']));
		setStep({ kind: 'idle' });
	};
	const begin = async () => {
		setProblem(null);
		setStep({ kind: 'asking' });
		try {
			const now = await start(wish.mimeTypes);
			running.current = now;
			setStep({ kind: 'recording', running: now, since: Date.now() });
		} catch (error) {
			fail(error);
		}
	};
	const finish = async (now: RunningRecording) => {
		setStep({ kind: 'converting' });
		try {
			const file = await now.finish();
			running.current = null;
			if (file.size > wish.maxBytes) {
				setProblem(t('record_too_large', { size: megabytes(file.size), most: megabytes(wish.maxBytes) }));
				setStep({ kind: 'idle' });
			} else setStep({ kind: 'ready', file });
		} catch (error) {
			fail(error);
		}
	};
	const use = async (file: File) => {
		setProblem(null);
		setStep({ kind: 'sending', file, progress: 0 });
		const back = (message: string) => {
			setProblem(message);
			setStep({ kind: 'ready', file });
		};
		const ticket = await port.call('media:ticket', {});
		if (!ticket.ok) return back(ticket.error.message);
		const sent = await upload(
			ticket.value.uploadUrl,
			file,
			progress => setStep({ kind: 'sending', file, progress }),
			new AbortController().signal,
		);
		if (!sent.ok) return back(sent.error.message);
		const { mediaId, mimeType, size } = sent.value;
		port.giveRecording({
			file: { mediaId, mimeType, filename: file.name, size, voice: true },
			draftKey: wish.draftKey,
		});
		close();
	};

	return (
		<main class={styles.recorder} data-test="recorder" data-step={step.kind}>
			<h1 class={styles.title}>{t('record_title', { name: wish.name })}</h1>
			{problem !== null && (
				<p class={styles.problem} role="alert" data-test="record-problem">
					{problem}
				</p>
			)}
			{step.kind === 'recording' && <Running step={step} />}
			{(step.kind === 'ready' || step.kind === 'sending') && <Heard file={step.file} />}
			{step.kind === 'sending' && <progress class={styles.progress} max={1} value={step.progress} />}
			{step.kind === 'idle' && problem === null && <p class={styles.quiet}>{t('record_help')}</p>}
			<div class={styles.buttons}>
				{(step.kind === 'idle' || step.kind === 'asking') && (
					<Button
						look="primary"
						busy={step.kind === 'asking'}
						test="record-start"
						onClick={() => void begin()}
					>
						{t(problem === null ? 'record_start' : 'try_again')}
					</Button>
				)}
				{step.kind === 'recording' && (
					<Button look="primary" test="record-stop" onClick={() => void finish(step.running)}>
						{t('record_stop')}
					</Button>
				)}
				{step.kind === 'converting' && <p role="status">{t('record_converting')}</p>}
				{(step.kind === 'ready' || step.kind === 'sending') && (
					<>
						<Button
							look="primary"
							busy={step.kind === 'sending'}
							test="record-use"
							onClick={() => void use(step.file)}
						>
							{t('record_use')}
						</Button>
						<Button disabled={step.kind === 'sending'} test="record-again" onClick={() => void begin()}>
							{t('record_again')}
						</Button>
					</>
				)}
				<Button look="quiet" test="record-cancel" onClick={close}>
					{t('cancel')}
				</Button>
			</div>
		</main>
	);
}

function Running({ step }: { readonly step: Extract<Step, { kind: 'recording' }> }) {
	const [now, setNow] = useState({ level: 0, ms: 0 });
	useEffect(() => {
		const timer = setInterval(
			() => setNow({ level: step.running.level(), ms: Date.now() - step.since }),
			100,
		);
		return () => clearInterval(timer);
	}, [step]);
	const seconds = Math.floor(now.ms / 1000);
	const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
	return (
		<div class={styles.running}>
			<span class={styles.dot} aria-hidden="true" />
			<meter class={styles.level} min={0} max={1} value={now.level} aria-label={t('record_level')} />
			<time class={styles.time} data-test="record-time">
				{time}
			</time>
		</div>
	);
}

interface ButtonProps {
	readonly children: ComponentChildren;
	readonly onClick: () => void;
	readonly test: string;
	readonly look?: 'primary' | 'quiet';
	readonly busy?: boolean;
	readonly disabled?: boolean;
}

/**
 * A button of this window's own: with those of `ui/` the browser would load their code in a piece apart, and the sidebar, whose
 * first load is counted, would pay for it.
 */
function Button({ children, onClick, test, look, busy = false, disabled = false }: ButtonProps) {
	return (
		<button
			type="button"
			class={`${styles.button} ${look ? styles[look] : ''}`}
			disabled={disabled || busy}
			aria-busy={busy}
			data-test={test}
			onClick={onClick}
		>
			{children}
		</button>
	);
}

function megabytes(bytes: number): string {
	return t('size_mb', { count: formatNumber(Math.ceil(bytes / 100_000) / 10) });
}

/** To listen to it before anybody else does. */
function Heard({ file }: { readonly file: File }) {
	const [url, setUrl] = useState<string>();
	useEffect(() => {
		const made = URL.createObjectURL(file);
		setUrl(made);
		return () => URL.revokeObjectURL(made);
	}, [file]);
	// biome-ignore lint/a11y/useMediaCaption: one's own voice, just recorded
	return <audio class={styles.audio} src={url} controls aria-label={t('voice')} data-test="record-heard" />;
}
