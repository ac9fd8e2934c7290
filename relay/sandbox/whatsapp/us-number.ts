/** Area codes behind +1 that are not of the United States: Canada, then the islands and the US territories. */
const ELSEWHERE = new Set(
	`204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506
	514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942
	242 246 264 268 284 340 345 441 473 649 658 664 670 671 684 721 758 767 784 787 809 829 849 868 869 876 939`.split(
		/\s+/,
	),
);

/** True for a number with a US area code (`+1…`): Meta delivers no marketing there (Apr 2025). */
export function isUsNumber(phone: string): boolean {
	const areaCode = /^\+1(\d{3})\d{7}$/.exec(phone)?.[1];
	return areaCode !== undefined && !ELSEWHERE.has(areaCode);
}
