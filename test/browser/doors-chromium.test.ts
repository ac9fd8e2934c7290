import { doorStory } from './stories/doors.ts';

doorStory('chromium');
