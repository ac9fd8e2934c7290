import { ok } from '../../../shared/contract/result.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import type { FakeRelay } from './fake-relay.ts';

/** What the relay says about connecting channels and about profiles. */
export function answerChannels({ port, steps }: FakeRelay): void {
	const now = Date.now();
	steps.dialog360 = {
		'meta-account': 'done',
		website: 'done',
		verify: 'pending',
		'partner-change': 'pending',
	};
	port.answer('channel:authorize', () =>
		ok({ authorizationId: 'aut-1', url: 'https://www.instagram.com/oauth/authorize' }),
	);
	port.answer('channel:authorization', () =>
		ok({
			authorization: {
				id: 'aut-1',
				provider: 'instagram',
				state: 'done',
				address: '@wood.works',
				problems: [
					'The permission instagram_business_manage_comments was switched off. Authorize again and leave it on.',
				],
				createdAt: now,
			},
		}),
	);
	port.answer('profile:show', () =>
		ok({
			profile: {
				about: 'Kitchens made to measure',
				address: 'Gartenweg 3, 14467 Potsdam',
				description: 'We plan, build and fit kitchens of wood from the region. '.repeat(5),
				email: 'hello@kitchens.example.org',
				websites: ['https://kitchens.example.org'],
				vertical: 'RETAIL',
				photoUrl: `${location.origin}/media/blue-kitchen.svg`,
			},
			syncedAt: now - 2 * HOUR_MS,
		}),
	);
}
