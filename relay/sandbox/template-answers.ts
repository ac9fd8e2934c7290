import type { TemplateRow } from './model.ts';

/** A template in 360dialog's old shape, with its lower-case status. */
export function dialog360Template(row: TemplateRow): Record<string, unknown> {
	return {
		id: `d360-${row.id}`,
		external_id: row.id,
		name: row.name,
		namespace: 'c0ffee00_5a4d_4b0c_8e11_000000000001',
		category: row.category,
		language: row.language,
		status: row.status.toLowerCase(),
		components: row.components,
		rejected_reason: row.rejectedReason,
		parameter_format: row.parameterFormat,
		quality_score: { score: row.quality, reasons: null },
		waba_account_id: row.wabaId,
	};
}

/** A template as Graph lists it. */
export function graphTemplate(row: TemplateRow): Record<string, unknown> {
	return {
		name: row.name,
		parameter_format: row.parameterFormat,
		components: row.components,
		language: row.language,
		status: row.status,
		category: row.category,
		rejected_reason: row.rejectedReason,
		...(row.correctCategory && { correct_category: row.correctCategory }),
		quality_score: { score: row.quality, date: Math.floor(row.createdAt / 1000) },
		id: row.id,
	};
}
