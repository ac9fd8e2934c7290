import { bulkPageStory } from './stories/bulk-page.ts';

bulkPageStory('firefox');
