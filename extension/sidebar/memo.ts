import { Component, type ComponentType, h } from 'preact';

/** A component that draws again only when `same` says that its properties differ. Signals inside work as ever. */
export function memo<Props extends object>(
	Drawn: ComponentType<Props>,
	same: (before: Props, after: Props) => boolean,
): ComponentType<Props> {
	return class Memo extends Component<Props> {
		override shouldComponentUpdate(next: Props): boolean {
			return !same(this.props as Props, next);
		}
		override render() {
			return h(Drawn, this.props as Props);
		}
	};
}
