/** Makes the two others, and is used for that alone. */
export const superuserRole = 'postgres';
/** Owns the database and changes its schema. */
export const ownerRole = 'hub';
/** Serves, and owns nothing; see privileges.ts. */
export const servingRole = 'hub_app';
