import { lazy } from '../ui/lazy.tsx';

/** What the sidebar loads when it is first wanted: nobody waits for it when the page opens. */

export const ConversationList = lazy(() =>
	import('./conversation-list.tsx').then(one => one.ConversationList),
);
export const AlertsPanel = lazy(() => import('../ui/alerts-panel.tsx').then(one => one.AlertsPanel));
export const ConsentDialog = lazy(() => import('./consent-dialog.tsx').then(one => one.ConsentDialog));
export const CostNote = lazy(() => import('../ui/cost-note.tsx').then(one => one.CostNote));
export const EmojiPanel = lazy(() => import('./emoji-panel.tsx').then(one => one.EmojiPanel));
export const KeysDialog = lazy(() => import('./keys-dialog.tsx').then(one => one.KeysDialog));
export const MessageDetails = lazy(() => import('./message-details.tsx').then(one => one.MessageDetails));
export const MoreContent = lazy(() => import('./more-content.tsx').then(one => one.MoreContent));
export const MissingStrip = lazy(() => import('./missing-strip.tsx').then(one => one.MissingStrip));
export const QuickPanel = lazy(() => import('./quick-panel.tsx').then(one => one.QuickPanel));
export const Referral = lazy(() => import('./referral.tsx').then(one => one.Referral));
export const SendAgainDialog = lazy(() => import('./send-again-dialog.tsx').then(one => one.SendAgainDialog));
export const SendNotes = lazy(() => import('./send-notes.tsx').then(one => one.SendNotes));
export const TemplatePanel = lazy(() => import('./template-panel.tsx').then(one => one.TemplatePanel));
export const VariablePanel = lazy(() => import('./variable-panel.tsx').then(one => one.VariablePanel));
export const Viewer = lazy(() => import('./viewer.tsx').then(one => one.Viewer));
