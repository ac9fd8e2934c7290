import { formatNumber, t } from './text.ts';

/** A file's size as people read it: "340 kB", "2.4 MB". */
export function fileSize(bytes: number): string {
	if (bytes < 1000) return t('size_bytes', { count: formatNumber(bytes) });
	if (bytes < 1_000_000) return t('size_kb', { count: formatNumber(Math.round(bytes / 1000)) });
	return t('size_mb', { count: formatNumber(Math.round(bytes / 100_000) / 10) });
}
