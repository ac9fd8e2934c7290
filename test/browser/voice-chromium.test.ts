import { voiceStory } from './stories/voice.ts';

voiceStory('chromium');
