import type { AttributeView, SegmentView, TagView } from '../../shared/contract/contact-views.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { AttributeType } from '../../shared/domain/contact-fields.ts';
import type { ContactFilter } from '../../shared/domain/contact-filter.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { mutable } from './contact-list.ts';
import { createSource, type Source } from './loaded.ts';

/** What all contacts share: the tags and attributes that there are, and the saved filters. */
export interface ContactFields {
	readonly tags: Source<readonly TagView[]>;
	readonly attributes: Source<readonly AttributeView[]>;
	readonly segments: Source<readonly SegmentView[]>;
	createTags(names: readonly string[]): Promise<RelayError | null>;
	renameTag(tagId: string, name: string): Promise<RelayError | null>;
	removeTag(tagId: string): Promise<RelayError | null>;
	/** Without a key a new one. */
	saveAttribute(attribute: {
		readonly key?: string;
		readonly label: string;
		readonly type: AttributeType;
	}): Promise<Result<AttributeView>>;
	removeAttribute(key: string): Promise<RelayError | null>;
	saveSegment(segment: {
		readonly id: string;
		readonly name: string;
		readonly filter: ContactFilter;
	}): Promise<RelayError | null>;
	removeSegment(id: string): Promise<RelayError | null>;
	stop(): void;
}

/** Reads them, and takes what each change answers. */
export function createContactFields(port: RelayPort): ContactFields {
	const tags = createSource<readonly TagView[]>(port, [], async () => {
		const answer = await port.call('tag:list', {});
		return answer.ok ? { ok: true, value: answer.value.tags } : answer;
	});
	const attributes = createSource<readonly AttributeView[]>(port, [], async () => {
		const answer = await port.call('attribute:list', {});
		return answer.ok ? { ok: true, value: answer.value.attributes } : answer;
	});
	const segments = createSource<readonly SegmentView[]>(port, [], async () => {
		const answer = await port.call('segment:list', {});
		return answer.ok ? { ok: true, value: answer.value.segments } : answer;
	});
	const takeTags = async (asked: Promise<Result<{ tags: TagView[] }>>): Promise<RelayError | null> => {
		const answer = await asked;
		if (!answer.ok) return answer.error;
		tags.take(answer.value.tags);
		return null;
	};
	const takeSegments = async (
		asked: Promise<Result<{ segments: SegmentView[] }>>,
	): Promise<RelayError | null> => {
		const answer = await asked;
		if (!answer.ok) return answer.error;
		segments.take(answer.value.segments);
		return null;
	};
	return {
		tags,
		attributes,
		segments,
		createTags: names => takeTags(port.call('tag:create', { names: [...names] })),
		renameTag: async (tagId, name) => {
			const error = await takeTags(port.call('tag:rename', { tagId, name }));
			// Their filters name it.
			if (!error) await segments.load();
			return error;
		},
		removeTag: tagId => takeTags(port.call('tag:remove', { tagId })),
		saveAttribute: async attribute => {
			const answer = await port.call('attribute:save', attribute);
			if (!answer.ok) return answer;
			attributes.take(answer.value.attributes);
			return { ok: true, value: answer.value.attribute };
		},
		removeAttribute: async key => {
			const answer = await port.call('attribute:remove', { key });
			if (!answer.ok) return answer.error;
			attributes.take(answer.value.attributes);
			return null;
		},
		saveSegment: ({ id, name, filter }) =>
			takeSegments(port.call('segment:save', { segmentId: id, name, filter: mutable(filter) })),
		removeSegment: segmentId => takeSegments(port.call('segment:remove', { segmentId })),
		stop: () => {
			tags.stop();
			attributes.stop();
			segments.stop();
		},
	};
}
