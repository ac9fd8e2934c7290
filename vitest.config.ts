import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

/** Three projects: what runs in Node, what needs a document, and the stories in real browsers. Most of them wait more than they work. */
export default defineConfig({
	test: {
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: 'node',
					include: ['test/**/*.test.ts'],
					exclude: ['test/browser/**', 'test/extension/**/*.dom.test.ts*'],
					// Longer than `until` waits, so that its words are what one reads.
					testTimeout: 30_000,
					hookTimeout: 30_000,
				},
			},
			{
				plugins: [preact()],
				test: {
					name: 'dom',
					environment: 'jsdom',
					include: ['test/extension/**/*.dom.test.ts', 'test/extension/**/*.dom.test.tsx'],
				},
			},
			{
				test: {
					name: 'browser',
					include: ['test/browser/**/*.test.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
