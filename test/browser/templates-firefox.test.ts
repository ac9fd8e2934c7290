import { templateStory } from './stories/templates.ts';

templateStory('firefox');
