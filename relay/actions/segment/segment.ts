import type { SegmentView } from '../../../shared/contract/contact-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { Segment } from '../../store/segments.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action } from '../parts.ts';

function segmentView({ id, name, filter, byName, updatedAt }: Segment): SegmentView {
	return { id, name, filter, byName, updatedAt };
}

async function segmentViews(store: StoreParts): Promise<SegmentView[]> {
	return (await store.segments.list()).map(segmentView);
}

export const listSegments: Action<'segment:list'> = async ({ store }) =>
	ok({ segments: await segmentViews(store) });

export const saveSegment: Action<'segment:save'> = async (parts, request, caller) => {
	const { segmentId: id, name, filter } = request;
	const saved = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const same = await tx.segments.byName(name);
		if (same && same.id !== id)
			return fail('conflict', `There is a segment “${same.name}” already. Choose another name.`, {
				fields: { name: 'is in use' },
			});
		await tx.segments.put({ id, name, filter, byName: caller.user.name }, parts.now());
		return ok(null);
	});
	if (!saved.ok) return saved;
	const segments = await segmentViews(parts.store);
	const segment = segments.find(one => one.id === id);
	return segment ? ok({ segment, segments }) : fail('not-found', 'The segment is no longer there.');
};

export const removeSegment: Action<'segment:remove'> = async (parts, { segmentId }) => {
	await parts.store.segments.remove(segmentId);
	return ok({ segments: await segmentViews(parts.store) });
};
