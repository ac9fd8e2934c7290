import type { AlertView } from '../../../shared/contract/sending-views.ts';
import { newId } from '../../ids.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import type { Changes } from '../webhook/changes.ts';

export type NewAlert = Omit<AlertView, 'id' | 'at' | 'dismissedAt' | 'dismissedBy'>;

/** Stores what managers and owners should know, and tells those who are here. */
export async function raiseAlert(
	applying: { parts: Pick<Parts, 'now'>; tx: StoreParts; changes: Changes },
	alert: NewAlert,
): Promise<void> {
	const { parts, tx, changes } = applying;
	const id = newId('alt');
	await tx.alerts.add({ ...alert, id, at: parts.now() });
	changes.alert(id);
}
