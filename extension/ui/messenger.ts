import { Camera, type IconNode, MessageCircle, Send } from 'lucide';
import type { ChannelType } from '../../shared/domain/channel.ts';

/** Each messenger's name, the same in every language, and its sign. */
export const MESSENGERS: Record<ChannelType, { readonly name: string; readonly icon: IconNode }> = {
	whatsapp: { name: 'WhatsApp', icon: MessageCircle },
	telegram: { name: 'Telegram', icon: Send },
	instagram: { name: 'Instagram', icon: Camera },
};
