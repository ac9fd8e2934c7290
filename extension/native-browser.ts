/**
 * Stands in for webextension-polyfill in Chromium builds: with Manifest V3 its own API gives promises too, and the sidebar is
 * spared what it would load for older browsers. Chosen in wxt.config.ts.
 */
export default (globalThis as unknown as { chrome: unknown }).chrome;
