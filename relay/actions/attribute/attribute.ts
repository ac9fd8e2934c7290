import type { AttributeView } from '../../../shared/contract/contact-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import {
	attributeKey,
	attributeKeyProblem,
	type ContactAttribute,
	nameKey,
} from '../../../shared/domain/contact-fields.ts';
import { guessTarget } from '../../../shared/domain/contact-import.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action } from '../parts.ts';

async function attributeViews(store: StoreParts): Promise<AttributeView[]> {
	const counts = await store.attributes.counts();
	return (await store.attributes.list()).map(one => ({ ...one, contacts: counts.get(one.key) ?? 0 }));
}

export const listAttributes: Action<'attribute:list'> = async ({ store }) =>
	ok({ attributes: await attributeViews(store) });

export const saveAttribute: Action<'attribute:save'> = async (parts, request) => {
	const saved = await parts.store.transaction(async (tx): Promise<Result<string>> => {
		const all = await tx.attributes.list();
		const key =
			request.key ?? all.find(one => sameLabel(one, request.label))?.key ?? freeKey(all, request.label);
		const problem = attributeKeyProblem(key);
		if (problem !== null)
			return fail('invalid', `The key “${key}” ${problem}.`, { fields: { key: problem } });
		if (all.some(one => one.key !== key && sameLabel(one, request.label)))
			return fail('conflict', `There is an attribute “${request.label}” already.`, {
				fields: { label: 'is in use' },
			});
		// In files its head would be read as something else.
		if (guessTarget(request.label, []) !== null)
			return fail('invalid', `“${request.label}” is a field that every contact has. Choose another name.`, {
				fields: { label: 'is a field of contacts' },
			});
		const known = all.find(one => one.key === key);
		if (known && known.type !== request.type && ((await tx.attributes.counts()).get(key) ?? 0) > 0)
			return fail('conflict', 'Contacts have values of this attribute, so its type stays.', {
				fields: { type: 'cannot be changed' },
			});
		await tx.attributes.put({ key, label: request.label, type: request.type }, parts.now());
		return ok(key);
	});
	if (!saved.ok) return saved;
	const attributes = await attributeViews(parts.store);
	const attribute = attributes.find(one => one.key === saved.value);
	return attribute ? ok({ attribute, attributes }) : fail('not-found', 'The attribute is no longer there.');
};

function sameLabel({ label }: ContactAttribute, other: string): boolean {
	return nameKey(label) === nameKey(other);
}

function freeKey(all: readonly ContactAttribute[], label: string): string {
	const plain = attributeKey(label);
	const isTaken = (key: string) => all.some(one => one.key === key);
	if (!isTaken(plain)) return plain;
	for (let number = 2; ; number++) if (!isTaken(`${plain}_${number}`)) return `${plain}_${number}`;
}

export const removeAttribute: Action<'attribute:remove'> = async (parts, { key }) => {
	await parts.store.transaction(tx => tx.attributes.remove(key));
	return ok({ attributes: await attributeViews(parts.store) });
};
