import { bulkStory } from './stories/bulk.ts';

bulkStory('chromium');
