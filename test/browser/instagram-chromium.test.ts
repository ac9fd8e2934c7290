import { instagramStory } from './stories/instagram.ts';

instagramStory('chromium');
