import { RotateCw } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { shownName } from '../state/template-filter.ts';
import type { FoundTemplate } from '../state/template-search.ts';
import { Button } from '../ui/button.tsx';
import { categoryWord } from '../ui/category.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatusBadge } from '../ui/template-badges.tsx';
import { t } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import styles from './template-list.module.css';

/** The channel's templates: those that can be sent first, the others with their reason. */
export function TemplateList() {
	const { templates } = useSidebar();
	const input = useRef<HTMLInputElement>(null);
	const list = useRef<HTMLUListElement>(null);
	const found = templates.found.value;
	useEffect(() => input.current?.focus(), []);
	const options = () => [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
	const walk = (event: KeyboardEvent) => {
		const all = options();
		const at = all.indexOf(document.activeElement as HTMLElement);
		if (event.key === 'ArrowDown') all[Math.min(at + 1, all.length - 1)]?.focus();
		else if (event.key === 'ArrowUp' && at <= 0) input.current?.focus();
		else if (event.key === 'ArrowUp') all[at - 1]?.focus();
		else if (event.key === 'Enter' && event.target === input.current) {
			const first = found?.[0];
			if (first && first.unsendable === null) void templates.choose(first.template);
		} else return;
		event.preventDefault();
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk between the field and the list
		<div class={styles.box} onKeyDown={walk}>
			<div class={styles.tools}>
				<SearchField
					inputRef={input}
					label={t('template_search')}
					value={templates.search.value}
					test="template-search"
					onInput={templates.setSearch}
				/>
			</div>
			{found === null ? (
				<Waiting />
			) : found.length === 0 ? (
				<Nothing />
			) : (
				<ul ref={list} class={styles.list}>
					{found.map(one => (
						<Option key={`${one.template.name}:${one.template.language}`} found={one} />
					))}
				</ul>
			)}
		</div>
	);
}

function Waiting() {
	const { templates } = useSidebar();
	const problem = templates.problem.value;
	if (!problem) return <Skeleton />;
	return (
		<EmptyState
			title={t('templates_failed')}
			action={
				<Button icon={RotateCw} onClick={() => void templates.load()}>
					{t('try_again')}
				</Button>
			}
		>
			{problem.message}
		</EmptyState>
	);
}

function Nothing() {
	const { templates, link, port } = useSidebar();
	if (templates.search.value.trim() !== '') {
		return <EmptyState title={t('templates_none_found')}>{t('templates_none_found_text')}</EmptyState>;
	}
	const may = link.may('templates:sync');
	return (
		<EmptyState
			title={t('templates_empty')}
			action={
				may && <Button onClick={() => port.openSettings('templates')}>{t('templates_empty_action')}</Button>
			}
		>
			{t(may ? 'templates_empty_text' : 'templates_empty_others')}
		</EmptyState>
	);
}

function Option({ found: { template, unsendable } }: { readonly found: FoundTemplate }) {
	const { templates } = useSidebar();
	return (
		<li>
			<button
				type="button"
				class={styles.option}
				aria-disabled={unsendable !== null}
				data-test="template-option"
				data-name={template.name}
				data-language={template.language}
				onClick={() => {
					if (unsendable === null) void templates.choose(template);
				}}
			>
				<span class={styles.top}>
					<span class={styles.name}>{shownName(template)}</span>
					<span class={styles.kind}>
						{categoryWord(template.category)} · {template.language}
					</span>
					{template.status !== 'approved' && <StatusBadge status={template.status} />}
				</span>
				<span class={styles.body}>{template.body}</span>
				{unsendable && (
					<span class={styles.reason}>
						{unsendable.message}
						{unsendable.until !== null && ` ${t('free_at', { at: exactTime(unsendable.until) })}`}
					</span>
				)}
			</button>
		</li>
	);
}
