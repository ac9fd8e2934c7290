import { lazy } from '../ui/lazy.tsx';

/** What the sidebar loads when it is first wanted: nobody waits for it when the page opens. */

export const AlertsPanel = lazy(() => import('../ui/alerts-panel.tsx').then(one => one.AlertsPanel));
export const AttachmentStrip = lazy(() => import('./attachment-strip.tsx').then(one => one.AttachmentStrip));
export const CommentActions = lazy(() => import('./comment-actions.tsx').then(one => one.CommentActions));
export const CommentStrip = lazy(() => import('./comment-strip.tsx').then(one => one.CommentStrip));
export const ConsentDialog = lazy(() => import('./consent-dialog.tsx').then(one => one.ConsentDialog));
export const ConversationList = lazy(() =>
	import('./conversation-list.tsx').then(one => one.ConversationList),
);
export const CostNote = lazy(() => import('../ui/cost-note.tsx').then(one => one.CostNote));
export const EmojiPanel = lazy(() => import('./emoji-panel.tsx').then(one => one.EmojiPanel));
export const FoldedStrip = lazy(() => import('./folded-strip.tsx').then(one => one.FoldedStrip));
export const KeysDialog = lazy(() => import('./keys-dialog.tsx').then(one => one.KeysDialog));
export const MergeDialog = lazy(() => import('./merge-dialog.tsx').then(one => one.MergeDialog));
export const MessageDetails = lazy(() => import('./message-details.tsx').then(one => one.MessageDetails));
export const MissingStrip = lazy(() => import('./missing-strip.tsx').then(one => one.MissingStrip));
export const MoreContent = lazy(() => import('./more-content.tsx').then(one => one.MoreContent));
export const MorePanel = lazy(() => import('./more/more-panel.tsx').then(one => one.MorePanel));
export const NewerMessage = lazy(() => import('./newer-message.tsx').then(one => one.NewerMessage));
export const NoAccess = lazy(() => import('./no-access.tsx').then(one => one.NoAccess));
export const PaneProblem = lazy(() => import('./pane-problem.tsx').then(one => one.PaneProblem));
export const PlanNote = lazy(() => import('./plan-note.tsx').then(one => one.PlanNote));
export const QuickPanel = lazy(() => import('./quick-panel.tsx').then(one => one.QuickPanel));
export const Referral = lazy(() => import('./referral.tsx').then(one => one.Referral));
export const ReplyStrip = lazy(() => import('./reply-strip.tsx').then(one => one.ReplyStrip));
export const SendNotes = lazy(() => import('./send-notes.tsx').then(one => one.SendNotes));
export const SentTemplate = lazy(() => import('./sent-template.tsx').then(one => one.SentTemplate));
export const TemplatePanel = lazy(() => import('./template-panel.tsx').then(one => one.TemplatePanel));
export const TruthLine = lazy(() => import('./truth-line.tsx').then(one => one.TruthLine));
export const VariablePanel = lazy(() => import('./variable-panel.tsx').then(one => one.VariablePanel));
export const WindowClosed = lazy(() => import('./window-closed.tsx').then(one => one.WindowClosed));
