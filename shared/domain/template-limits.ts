/** How long and how many the parts of a template may be, in UTF-16 units (providers.md §4.2, §4.3, Mar 2026). */
export const TEMPLATE_LIMITS = {
	name: 512,
	header: 60,
	body: 1024,
	bodyWithOffer: 600,
	footer: 60,
	buttons: 10,
	buttonText: 25,
	url: 2000,
	phone: 20,
	/** A coupon code; 15 until 3 Dec 2025. */
	code: 20,
	/** An authentication code. */
	otp: 15,
	cardsMin: 2,
	cards: 10,
	cardBody: 160,
	cardButtons: 2,
	offerText: 16,
	/** Minutes until an authentication code expires. */
	expiryMin: 1,
	expiry: 90,
} as const;
