/** As many characters as the relay keeps of what is ours about a template. */
export const NOTE_LIMITS = { label: 200, description: 1000 } as const;
