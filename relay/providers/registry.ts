import { cloudApi } from './cloud-api/index.ts';
import { dialog360 } from './dialog360/index.ts';
import { instagram } from './instagram/index.ts';
import type { Provider } from './provider.ts';
import { telegram } from './telegram/index.ts';

/** Every provider, in the order in which they are offered. */
export const PROVIDERS: readonly Provider[] = [dialog360, cloudApi, telegram, instagram];
