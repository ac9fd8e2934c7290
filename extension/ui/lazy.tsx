import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A component whose code comes when it is first drawn; until then nothing stands in its place, and from the second time
 * on it is drawn at once. The code lies in the extension itself, so it fails only when the extension was replaced under
 * the page, which the page says elsewhere.
 */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
	let loaded: ComponentType<Props> | null = null;
	return function Lazy(props: Props) {
		const [, redraw] = useState(false);
		useEffect(() => {
			if (loaded) return;
			let here = true;
			load().then(
				component => {
					loaded = component;
					if (here) redraw(true);
				},
				() => {},
			);
			return () => {
				here = false;
			};
		}, []);
		return loaded && h(loaded, props);
	};
}
