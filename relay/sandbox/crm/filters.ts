import type { CrmLead } from './crm-data.ts';

/** When every lead of the demo CRM was made; unix seconds, as in Kommo's API. */
export const CREATED = 1_795_000_000;

/** Which leads the API's `filter[…]` lets through. What it does not know it ignores, so that too many come. */
export function apiLeadFilter(query: URLSearchParams): (lead: CrmLead) => boolean {
	const ids = numbers(query, /^filter\[id\](\[\d*\])?$/);
	const pipelines = numbers(query, /^filter\[pipeline_id\](\[\d*\])?$/);
	const users = numbers(query, /^filter\[responsible_user_id\](\[\d*\])?$/);
	const prices = numbers(query, /^filter\[price\](\[\d*\])?$/);
	const [from] = numbers(query, /^filter\[created_at\]\[from\]$/);
	const [to] = numbers(query, /^filter\[created_at\]\[to\]$/);
	const stages = stagePairs(query);
	return lead =>
		fits(ids, lead.id) &&
		fits(pipelines, lead.pipelineId) &&
		fits(users, 7) &&
		fits(prices, lead.price) &&
		(from === undefined || CREATED >= from) &&
		(to === undefined || CREATED <= to) &&
		(stages.length === 0 ||
			stages.some(stage => stage.pipeline === lead.pipelineId && stage.status === lead.statusId));
}

/** The ids of `filter[id]`; empty when there is no such filter. */
export function filteredIds(query: URLSearchParams): number[] {
	return numbers(query, /^filter\[id\](\[\d*\])?$/);
}

/**
 * Which leads a list page shows. Without a filter it is the first pipeline, as a person's remembered filter would have it;
 * `skip_filter=Y` shows all. `filter[tag][]` exists in the page only: the API has no such filter.
 */
export function listLeadFilter(path: string, query: URLSearchParams): (lead: CrmLead) => boolean {
	const pipeline = /^\/leads\/list\/pipeline\/(\d+)/.exec(path)?.[1];
	const byStage = [...query].flatMap(([key, value]) => {
		const found = /^filter\[pipe\]\[(\d+)\]\[\d*\]$/.exec(key);
		return found ? [{ pipeline: Number(found[1]), status: Number(value) }] : [];
	});
	const tags = [...query].filter(([key]) => /^filter\[tag\]\[\d*\]$/.test(key)).map(([, value]) => value);
	const byApi = apiLeadFilter(query);
	const isFiltered = isLong(path, query);
	return lead =>
		(pipeline === undefined
			? isFiltered || lead.pipelineId === FIRST_PIPELINE
			: lead.pipelineId === Number(pipeline)) &&
		(byStage.length === 0 ||
			byStage.some(stage => stage.pipeline === lead.pipelineId && stage.status === lead.statusId)) &&
		(tags.length === 0 || tags.some(tag => lead.tags.includes(tag))) &&
		byApi(lead);
}

/** True for a list that is narrowed or widened by its address. It has Kommo's 50 rows a page; the plain one is short. */
export function isLong(path: string, query: URLSearchParams): boolean {
	return (
		/^\/leads\/list\/pipeline\/\d+/.test(path) ||
		query.get('skip_filter') === 'Y' ||
		[...query.keys()].some(key => key.startsWith('filter['))
	);
}

const FIRST_PIPELINE = 9;

function numbers(query: URLSearchParams, key: RegExp): number[] {
	return [...query].filter(([name]) => key.test(name)).map(([, value]) => Number(value));
}

function fits(wanted: readonly number[], value: number): boolean {
	return wanted.length === 0 || wanted.includes(value);
}

/** `filter[statuses][0][pipeline_id]=9&filter[statuses][0][status_id]=55`. */
function stagePairs(query: URLSearchParams): { pipeline: number; status: number }[] {
	return [...query].flatMap(([key, value]) => {
		const place = /^filter\[statuses\]\[(\d+)\]\[status_id\]$/.exec(key)?.[1];
		const pipeline = query.get(`filter[statuses][${place}][pipeline_id]`);
		return place === undefined ? [] : [{ pipeline: Number(pipeline), status: Number(value) }];
	});
}
