import type { RetryPlan } from '../deliver.ts';
import type { World } from '../world.ts';
import { TelegramCustomers } from './customers.ts';
import { BotDesk } from './desk.ts';
import { BotLimits } from './limits.ts';
import { TelegramWorld } from './telegram-world.ts';
import { UpdateLine } from './updates.ts';

/** The parts of Telegram's fake. */
export interface TelegramParts {
	world: TelegramWorld;
	line: UpdateLine;
	desk: BotDesk;
	customers: TelegramCustomers;
}

/** Makes them. `limitTime` in ms is what the bot's messages per second are counted by. */
export function telegramParts(
	world: World,
	retry: RetryPlan,
	limitTime: () => number,
	onQuiet: () => void,
): TelegramParts {
	const telegram = new TelegramWorld(world);
	telegram.seedPeople();
	const line = new UpdateLine(telegram, retry, onQuiet);
	const desk = new BotDesk(telegram, new BotLimits(limitTime));
	return { world: telegram, line, desk, customers: new TelegramCustomers(telegram, line) };
}
