import { verdictStory } from './stories/verdicts.ts';

verdictStory('chromium');
