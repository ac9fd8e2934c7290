import { useEffect } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { t } from '../ui/text.ts';
import { useSettings } from './context.ts';

/** Asks before something unsaved is left. */
export function LeaveDialog() {
	const { leaving, answerLeaving } = useSettings();
	if (leaving.value === null) return null;
	return (
		<Dialog
			title={t('leave_title')}
			onClose={() => answerLeaving('stay')}
			test="leave"
			actions={
				<>
					<Button test="leave-stay" onClick={() => answerLeaving('stay')}>
						{t('leave_stay')}
					</Button>
					<Button look="danger" test="leave-go" onClick={() => answerLeaving('leave')}>
						{t('leave_action')}
					</Button>
				</>
			}
		>
			<p>{t('leave_text')}</p>
		</Dialog>
	);
}

/** While `unsaved` says true, leaving is asked about: other places of the settings, and the page itself. */
export function useLeaveWarning(unsaved: () => boolean): void {
	const { hold } = useSettings();
	useEffect(() => {
		const warn = (event: BeforeUnloadEvent) => {
			if (unsaved()) event.preventDefault();
		};
		const release = hold(unsaved);
		window.addEventListener('beforeunload', warn);
		return () => {
			release();
			window.removeEventListener('beforeunload', warn);
		};
	}, [unsaved]);
}
