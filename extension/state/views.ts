/** The shapes that components get from the state; they import nothing of the contract themselves. */
export type {
	AnalyticsView,
	BroadcastView,
	ChannelStatisticsView,
	CostView,
	PreviewView,
	RecipientView,
	RehearsalView,
	UnreadableView,
} from '../../shared/contract/broadcast-views.ts';
export type {
	AuthorizationView,
	ChannelField,
	ChannelKind,
	PartnerView,
} from '../../shared/contract/channel-views.ts';
export type {
	AttributeView,
	ContactChangeView,
	ContactRowView,
	ImportCheckView,
	ImportColumnView,
	ImportView,
	SegmentView,
	TagView,
} from '../../shared/contract/contact-views.ts';
export type { RelayError, Result } from '../../shared/contract/result.ts';
export type {
	AlertView,
	ConsentLineView,
	DraftView,
	PoolView,
	PriceCardView,
	PriceTotalView,
	QuickReplyView,
	RulesView,
	TemplateChangeView,
	TemplateUseView,
	TemplateView,
} from '../../shared/contract/sending-views.ts';
export type {
	ChannelView,
	ContactView,
	ConversationView,
	DeviceView,
	MessageProblem,
	MessageView,
	UserView,
} from '../../shared/contract/views.ts';
export type { CheckLine } from '../../shared/domain/channel-check.ts';
export type { Connection, OutboxItem } from '../connection/page-messages.ts';
