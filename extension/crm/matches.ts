import { KOMMO_EXCLUDED, KOMMO_MATCHES } from './kommo/matches.ts';

/**
 * Where the content script runs: the match patterns of all CRMs. Plain data, because the manifest is built from it. No
 * ports: Firefox never matches them.
 */
export const CRM_MATCHES: readonly string[] = [...KOMMO_MATCHES];
export const CRM_EXCLUDED: readonly string[] = [...KOMMO_EXCLUDED];
