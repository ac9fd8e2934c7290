import type { CustomerRow } from '../model.ts';
import type { BotRow, TelegramPersonRow } from './model.ts';

/** The sandbox's bot with its token. */
export const TELEGRAM_BOT = {
	id: '7100000001',
	token: '7100000001:AAEsandbox-telegram-bot-token-00001',
	username: 'lindenblatt_bot',
	name: 'Lindenblatt',
} as const;

/** The bot as it is after a reset. */
export function seedBot(): BotRow {
	return { ...TELEGRAM_BOT, webhook: null, setWebhookAt: 0, lastUpdateId: 640_000_000 };
}

const FIRST_USER_ID = 5_100_000_001;

/** The customer's account on Telegram; `place` counts the accounts. Every third has no username. */
export function personOf({ id, name, username }: CustomerRow, place: number): TelegramPersonRow {
	const [firstName = name, ...rest] = name.split(' ');
	const plain = name.normalize('NFD').replace(/[^A-Za-z ]/g, '');
	return {
		id,
		userId: FIRST_USER_ID + place * 7919,
		firstName,
		lastName: rest.length > 0 ? rest.join(' ') : null,
		username: username?.replaceAll('.', '_') ?? (place % 3 === 2 ? null : plain.trim().replace(/ +/g, '_')),
		deactivated: false,
	};
}
