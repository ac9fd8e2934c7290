import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './chart.module.css';
import { formatNumber, textLocale } from './text.ts';

/** One line of a chart: its name, its colour as a token of ours, and its dashes, by which it is told without colour. */
export interface ChartLine {
	readonly name: string;
	readonly token: string;
	readonly dash: readonly number[];
	readonly values: readonly number[];
}

export interface ChartProps {
	/** Epoch ms, ascending. */
	readonly times: readonly number[];
	readonly lines: readonly ChartLine[];
	/** Says what the chart shows; its numbers stand in a table beside it. */
	readonly label: string;
}

const HEIGHT = 240;
const HOUR_S = 3600;

/** Lines over time, as wide as there is room, in the colours of the page. Nothing in it moves by itself. */
export function Chart({ times, lines, label }: ChartProps) {
	const box = useRef<HTMLDivElement>(null);
	/** The moment that the pointer is at; null while it is elsewhere. */
	const [at, setAt] = useState<number | null>(null);
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		let chart: uPlot | null = null;
		const draw = () => {
			chart?.destroy();
			chart = new uPlot(optionsOf(element, times, lines, setAt), dataOf(times, lines), element);
		};
		draw();
		const resize = new ResizeObserver(() => chart?.setSize({ width: element.clientWidth, height: HEIGHT }));
		resize.observe(element);
		// A canvas holds its colours: it is drawn again when the page's change.
		const scheme = window.matchMedia('(prefers-color-scheme: dark)');
		scheme.addEventListener('change', draw);
		const themes = new MutationObserver(draw);
		themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
		return () => {
			resize.disconnect();
			scheme.removeEventListener('change', draw);
			themes.disconnect();
			chart?.destroy();
		};
	}, [times, lines]);
	const moment = at === null ? undefined : times[at];
	return (
		<figure class={styles.figure}>
			<div ref={box} class={styles.chart} role="img" aria-label={label} data-test="chart" />
			<figcaption class={styles.legend} aria-hidden="true">
				{lines.map(({ name, token, dash, values }) => (
					<span key={name}>
						<svg width="28" height="6" aria-hidden="true">
							<line
								x1="0"
								y1="3"
								x2="28"
								y2="3"
								stroke={`var(${token})`}
								stroke-width="2"
								stroke-dasharray={dash.join(' ')}
							/>
						</svg>
						{name}
						{at !== null && <strong>{formatNumber(values[at] ?? 0)}</strong>}
					</span>
				))}
				<span>{moment !== undefined && momentWords(moment)}</span>
			</figcaption>
		</figure>
	);
}

function dataOf(times: readonly number[], lines: readonly ChartLine[]): uPlot.AlignedData {
	return [times.map(at => at / 1000), ...lines.map(line => [...line.values])];
}

function optionsOf(
	element: HTMLElement,
	times: readonly number[],
	lines: readonly ChartLine[],
	onPoint: (index: number | null) => void,
): uPlot.Options {
	const style = getComputedStyle(element);
	// `light-dark()` is worked out only where it is used, so each colour is asked for as one that is drawn with.
	const probe = document.createElement('i');
	element.append(probe);
	const colour = (token: string) => {
		probe.style.color = `var(${token})`;
		return getComputedStyle(probe).color;
	};
	const text = colour('--text-3');
	const grid = { stroke: colour('--line'), width: 1 };
	const font = `12px ${style.fontFamily}`;
	const options: uPlot.Options = {
		width: element.clientWidth,
		height: HEIGHT,
		cursor: { drag: { x: false, y: false } },
		legend: { show: false },
		hooks: { setCursor: [chart => onPoint(chart.cursor.idx ?? null)] },
		scales: {
			x: { range: () => rangeOf(times) },
			y: { range: (_chart, _min, max) => [0, Math.max(1, max)] },
		},
		axes: [
			{ stroke: text, font, grid, ticks: grid, values: (_chart, marks) => timeMarks(marks) },
			{
				stroke: text,
				font,
				grid,
				ticks: grid,
				size: 56,
				incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000],
				values: (_chart, marks) => marks.map(formatNumber),
			},
		],
		series: [
			{},
			...lines.map(({ name, token, dash, values }) => ({
				label: name,
				stroke: colour(token),
				width: 2,
				dash: [...dash],
				// One moment draws no line.
				points: { show: values.length === 1 },
			})),
		],
	};
	probe.remove();
	return options;
}

/** From the first moment to the last, in seconds. One moment has no width: half an hour stands to each side of it. */
function rangeOf(times: readonly number[]): [number, number] {
	const first = (times[0] ?? 0) / 1000;
	const last = (times.at(-1) ?? 0) / 1000;
	return first === last ? [first - HOUR_S / 2, last + HOUR_S / 2] : [first, last];
}

const MINUTE_S = 60;

/** Seconds where the marks are closer than a minute, hours under two days, days above. */
function timeMarks(marks: readonly number[]): string[] {
	const span = (marks.at(-1) ?? 0) - (marks[0] ?? 0);
	const step = (marks[1] ?? Number.POSITIVE_INFINITY) - (marks[0] ?? 0);
	const clock: Intl.DateTimeFormatOptions = {
		hour: 'numeric',
		minute: '2-digit',
		...(step < MINUTE_S && { second: '2-digit' }),
	};
	const style: Intl.DateTimeFormatOptions = span > 48 * HOUR_S ? { day: 'numeric', month: 'short' } : clock;
	const format = new Intl.DateTimeFormat(textLocale(), style);
	return marks.map(at => format.format(at * 1000));
}

function momentWords(at: number): string {
	return new Intl.DateTimeFormat(textLocale(), {
		day: 'numeric',
		month: 'short',
		hour: 'numeric',
		minute: '2-digit',
	}).format(at);
}
