import { chatStory } from './stories/chat.ts';

chatStory('firefox');
