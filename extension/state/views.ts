/** The shapes that components get from the state; they import nothing of the contract themselves. */
export type { RelayError } from '../../shared/contract/result.ts';
export type {
	ChannelView,
	CheckLine,
	ContactView,
	ConversationView,
	DeviceView,
	MessageProblem,
	MessageView,
	TemplateView,
	UserView,
} from '../../shared/contract/views.ts';
export type { Connection, OutboxItem } from '../connection/page-messages.ts';
