import { describe, expect, it } from 'vitest';
import type { ConsentEntry } from '../../../shared/domain/consent.ts';
import { networkStop } from '../../../shared/domain/network-stop.ts';

let made = 0;
const line = (source: ConsentEntry['source'], word: ConsentEntry['word']): ConsentEntry => {
	made += 1;
	return {
		id: String(made),
		contactId: 'c1',
		channelType: 'whatsapp',
		word,
		at: 0,
		source,
		text: null,
		messageId: null,
		byName: null,
	};
};

describe('networkStop', () => {
	it('holds whatever the contact writes to us afterwards', () => {
		const stop = line('network', 'opt-out');
		expect(networkStop([line('contact', 'opt-in'), stop])).toBe(stop);
		expect(networkStop([line('contact', 'opt-in'), line('provider', 'opt-out')])).not.toBeNull();
	});
	it('ends with the network’s own resume, and with what a person recorded later', () => {
		expect(networkStop([line('network', 'opt-in'), line('network', 'opt-out')])).toBeNull();
		expect(networkStop([line('person', 'opt-in'), line('network', 'opt-out')])).toBeNull();
		expect(networkStop([line('network', 'opt-out'), line('person', 'opt-in')])).not.toBeNull();
	});
	it('is none where the network never said so', () => {
		expect(networkStop([])).toBeNull();
		expect(networkStop([line('contact', 'opt-out'), line('person', 'opt-out')])).toBeNull();
	});
});
