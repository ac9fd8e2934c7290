/** SQLite's words for a disk that is full, read-only or gone, or for a store that another process holds. */
export function isStoreFull(error: unknown): boolean {
	for (let at: unknown = error; at instanceof Error; at = at.cause) {
		if (
			/database or disk is full|readonly database|disk I\/O error|ENOSPC|EROFS|unable to open database|database is locked/i.test(
				at.message,
			)
		)
			return true;
	}
	return false;
}
