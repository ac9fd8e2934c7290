/**
 * Lines of business that WhatsApp's profile takes (Meta's OpenAPI v23, Nov 2025; features.md S4-14 and X-34), in the order
 * of their names.
 */
export const VERTICALS: readonly { readonly code: string; readonly name: string }[] = [
	{ code: 'ALCOHOL', name: 'Alcoholic beverages' },
	{ code: 'APPAREL', name: 'Clothing and apparel' },
	{ code: 'AUTO', name: 'Automotive' },
	{ code: 'BEAUTY', name: 'Beauty, spa and salon' },
	{ code: 'EDU', name: 'Education' },
	{ code: 'ENTERTAIN', name: 'Entertainment' },
	{ code: 'EVENT_PLAN', name: 'Event planning and service' },
	{ code: 'FINANCE', name: 'Finance and banking' },
	{ code: 'GOVT', name: 'Public service' },
	{ code: 'GROCERY', name: 'Food and grocery' },
	{ code: 'HEALTH', name: 'Medical and health' },
	{ code: 'HOTEL', name: 'Hotel and lodging' },
	{ code: 'NONPROFIT', name: 'Non-profit' },
	{ code: 'ONLINE_GAMBLING', name: 'Online gambling' },
	{ code: 'OTC_DRUGS', name: 'Over-the-counter drugs' },
	{ code: 'PHYSICAL_GAMBLING', name: 'Gambling on site' },
	{ code: 'PROF_SERVICES', name: 'Professional services' },
	{ code: 'RESTAURANT', name: 'Restaurant' },
	{ code: 'RETAIL', name: 'Shopping and retail' },
	{ code: 'TRAVEL', name: 'Travel and transportation' },
	{ code: 'OTHER', name: 'Other' },
];
