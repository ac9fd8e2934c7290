import { pageStory } from './stories/page.ts';

pageStory('chromium');
