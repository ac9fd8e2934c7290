import { defineContentScript } from 'wxt/utils/define-content-script';
import { CRM_EXCLUDED, CRM_MATCHES } from '../../crm/matches.ts';
import { startPage } from '../../page/start.ts';

export default defineContentScript({
	matches: [...CRM_MATCHES],
	excludeMatches: [...CRM_EXCLUDED],
	runAt: 'document_idle',
	// The page need not hear of it.
	noScriptStartedPostMessage: true,
	main: startPage,
});
