import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

/** Two projects: everything that runs in Node, and the stories in real browsers, one file after another. */
export default defineConfig({
	test: {
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
					fileParallelism: false,
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
