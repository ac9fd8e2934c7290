import type { Change, TemplateRow } from './model.ts';
import type { World } from './world.ts';

/** A change of one of the fields that tell about templates. `value` is what the field adds. */
export function templateChange(
	world: World,
	template: TemplateRow,
	field: string,
	value: Record<string, unknown>,
): Change {
	return {
		field,
		value: {
			message_template_id: Number(template.id),
			message_template_name: template.name,
			message_template_language: template.language,
			...value,
		},
		time: Math.floor(world.clock.now() / 1000),
	};
}
