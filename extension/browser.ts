/** The only import of webextension-polyfill. */
export { default as browser, type Runtime, type Storage, type Tabs } from 'webextension-polyfill';
