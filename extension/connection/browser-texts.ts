import { browser } from '../browser.ts';
import type { Texts } from './texts.ts';

/** The texts of the browser's language; the key itself when there is none, so that a gap is seen and not silent. */
export const texts: Texts = (key, ...substitutions) => browser.i18n.getMessage(key, substitutions) || key;
