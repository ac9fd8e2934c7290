import { describe, expect, it } from 'vitest';
import {
	rejectionWords,
	templateSendability,
	templateStatusOf,
} from '../../../shared/domain/template-status.ts';

describe('templateSendability', () => {
	it('lets only an approved template be sent', () => {
		const statuses = [
			'draft',
			'created',
			'submitted',
			'pending',
			'in_appeal',
			'rejected',
			'paused',
			'disabled',
		];
		const more = ['flagged', 'locked', 'limit_exceeded', 'archived', 'pending_deletion', 'deleted'];
		for (const status of [...statuses, ...more]) {
			const { sendable, label, sentence } = templateSendability(status);
			expect(sendable, status).toBe(false);
			expect(label).toMatch(/^[A-Z][a-z ]+$/);
			expect(sentence).toMatch(/\.$/);
		}
		expect(templateSendability('approved').sendable).toBe(true);
		expect(templateSendability('APPROVED').sendable).toBe(true);
	});
	it('shows a word of next year as it is, and does not send it', () => {
		expect(templateSendability('QUARANTINED')).toMatchObject({ sendable: false, label: 'QUARANTINED' });
		expect(templateSendability('constructor')).toMatchObject({ sendable: false, label: 'constructor' });
	});
});

describe('templateStatusOf', () => {
	it('knows what an event says by another word than the list', () => {
		expect(templateStatusOf('REINSTATED')).toBe('approved');
		expect(templateStatusOf('UNARCHIVED')).toBe('approved');
		expect(templateStatusOf('PAUSED')).toBe('paused');
		expect(templateStatusOf('Something_New')).toBe('something_new');
	});
});

describe('rejectionWords', () => {
	it('says what to do about the reasons that are known, and leaves a sentence as it is', () => {
		expect(rejectionWords('SCAM')).toContain('say who you are');
		expect(rejectionWords('REASON_OF_TOMORROW')).toBe('reason of tomorrow');
		expect(rejectionWords('Variables are next to each other.')).toBe('Variables are next to each other');
	});
});
