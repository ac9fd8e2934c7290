export const ROLES = ['owner', 'manager', 'agent'] as const;
export type Role = (typeof ROLES)[number];

/** What a person may do, and who may. The only such table: the relay refuses by it, the extension shows by it. */
export const PERMISSIONS = {
	'conversations:use': ['owner', 'manager', 'agent'],
	'contacts:view': ['owner', 'manager', 'agent'],
	'contacts:edit': ['owner', 'manager', 'agent'],
	/** And the tags and attributes that there are. */
	'contacts:import': ['owner', 'manager'],
	'contacts:export': ['owner', 'manager'],
	'segments:edit': ['owner', 'manager', 'agent'],
	'templates:view': ['owner', 'manager', 'agent'],
	'templates:sync': ['owner', 'manager'],
	'templates:edit': ['owner', 'manager'],
	'quick-replies:edit': ['owner', 'manager'],
	'consent:export': ['owner', 'manager'],
	'limits:view': ['owner', 'manager'],
	'alerts:view': ['owner', 'manager'],
	'prices:view': ['owner', 'manager'],
	'prices:edit': ['owner'],
	'broadcasts:view': ['owner', 'manager', 'agent'],
	'broadcasts:edit': ['owner', 'manager', 'agent'],
	/** With four eyes (a rule) agents only prepare: the relay asks that too. */
	'broadcasts:launch': ['owner', 'manager', 'agent'],
	'broadcasts:run': ['owner', 'manager', 'agent'],
	'statistics:view': ['owner', 'manager'],
	'rules:view': ['owner', 'manager', 'agent'],
	'rules:edit': ['owner'],
	'channels:view': ['owner', 'manager', 'agent'],
	'channels:manage': ['owner'],
	'channels:check': ['owner', 'manager'],
	'people:invite': ['owner'],
	'devices:all': ['owner'],
	'devices:own': ['owner', 'manager', 'agent'],
	'relay:view': ['owner', 'manager'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** True when a person of this role may do it. */
export function can(role: Role, permission: Permission): boolean {
	return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
