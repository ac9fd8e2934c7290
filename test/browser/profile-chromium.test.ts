import { profileStory } from './stories/profile.ts';

profileStory('chromium');
