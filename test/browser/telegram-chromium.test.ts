import { telegramStory } from './stories/telegram.ts';

telegramStory('chromium');
