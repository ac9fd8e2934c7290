/**
 * ISO countries to whose numbers WhatsApp delivers no marketing templates: the United States since 1 Apr 2025, still so in
 * June 2026 (providers.md §5.4).
 */
export const NO_MARKETING_COUNTRIES: readonly string[] = ['US'];
