import { chatStory } from './stories/chat.ts';

chatStory('chromium');
