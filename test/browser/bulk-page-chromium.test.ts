import { bulkPageStory } from './stories/bulk-page.ts';

bulkPageStory('chromium');
