import { instagramStory } from './stories/instagram.ts';

instagramStory('firefox');
