/**
 * Lets a test look into closed shadow trees, by remembering each as it is made. Also gives jsdom a ResizeObserver, which it
 * lacks.
 */
export function openShadows() {
	const roots = new Set<ShadowRoot>();
	const attach = Element.prototype.attachShadow;
	const hadObserver = 'ResizeObserver' in globalThis;
	Element.prototype.attachShadow = function (init) {
		const root = attach.call(this, init);
		roots.add(root);
		return root;
	};
	if (!hadObserver) {
		Object.assign(globalThis, {
			ResizeObserver: class {
				observe() {}
				unobserve() {}
				disconnect() {}
			},
		});
	}

	/** The first match in the shadow trees that are on the page now. */
	function find<T extends Element>(selector: string): T | null {
		for (const root of roots) {
			const found = root.host.isConnected ? root.querySelector<T>(selector) : null;
			if (found) return found;
		}
		return null;
	}

	return {
		find,
		get<T extends Element>(selector: string): T {
			const found = find<T>(selector);
			if (!found) throw new Error(`There is no ${selector} in a shadow tree.`);
			return found;
		},
		all<T extends Element>(selector: string): T[] {
			return [...roots].flatMap(root =>
				root.host.isConnected ? [...root.querySelectorAll<T>(selector)] : [],
			);
		},
		close() {
			Element.prototype.attachShadow = attach;
		},
	};
}
