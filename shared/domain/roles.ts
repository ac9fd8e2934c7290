export const ROLES = ['owner', 'manager', 'agent'] as const;
export type Role = (typeof ROLES)[number];

// Named once: the sidebar loads this table first, and lists would be in it as often as they are written.
const EVERYBODY = ROLES;
const MANAGERS = ['owner', 'manager'] as const;
const OWNERS = ['owner'] as const;

/** What a person may do, and who may. The only such table: the relay refuses by it, the extension shows by it. */
export const PERMISSIONS = {
	'conversations:use': EVERYBODY,
	'contacts:view': EVERYBODY,
	'contacts:edit': EVERYBODY,
	/** And the tags and attributes that there are. */
	'contacts:import': MANAGERS,
	'contacts:export': MANAGERS,
	'segments:edit': EVERYBODY,
	'templates:view': EVERYBODY,
	'templates:sync': MANAGERS,
	'templates:edit': MANAGERS,
	'quick-replies:edit': MANAGERS,
	'consent:export': MANAGERS,
	'limits:view': MANAGERS,
	'alerts:view': MANAGERS,
	'prices:view': MANAGERS,
	'prices:edit': OWNERS,
	'broadcasts:view': EVERYBODY,
	'broadcasts:edit': EVERYBODY,
	/** With four eyes (a rule) agents only prepare: the relay asks that too. */
	'broadcasts:launch': EVERYBODY,
	'broadcasts:run': EVERYBODY,
	'statistics:view': MANAGERS,
	'rules:view': EVERYBODY,
	'rules:edit': OWNERS,
	'channels:view': EVERYBODY,
	'channels:manage': OWNERS,
	'channels:check': MANAGERS,
	'people:invite': OWNERS,
	'devices:all': OWNERS,
	'devices:own': EVERYBODY,
	'relay:view': MANAGERS,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** True when a person of this role may do it. */
export function can(role: Role, permission: Permission): boolean {
	return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
