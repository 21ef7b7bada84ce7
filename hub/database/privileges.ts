import type { Pool, PoolClient } from 'pg';

/**
 * What the role that serves may do, table by table; everything else it may not. It owns nothing. What came from a kiosk
 * it can add and read, never change or remove, neither through the table nor through a partition, on which it has no
 * right at all. `SELECT … FOR UPDATE` needs UPDATE.
 */
export const servingPrivileges: Readonly<Record<string, string>> = {
  migrations: 'SELECT',
  ingest_raw: 'SELECT, INSERT',
  chunks: 'SELECT, INSERT',
  tried_chunks: 'SELECT, INSERT',
  hub_keys: 'SELECT, INSERT',
  key_announcements: 'SELECT, INSERT',
  rules_packs: 'SELECT, INSERT',
  decisions: 'SELECT, INSERT',
  work_history: 'SELECT, INSERT',
  incident_history: 'SELECT, INSERT',
  given_up: 'SELECT, INSERT',
  kiosks: 'SELECT, INSERT, UPDATE',
  enrolment_codes: 'SELECT, INSERT, UPDATE',
  records: 'SELECT, INSERT, UPDATE',
  incidents: 'SELECT, INSERT, UPDATE',
  refusals: 'SELECT, INSERT, UPDATE',
  work_items: 'SELECT, INSERT, UPDATE',
  forwarded: 'SELECT, INSERT, UPDATE',
  head_office_keys: 'SELECT, INSERT, UPDATE',
  forward_debts: 'SELECT, INSERT, DELETE',
  trusted_branches: 'SELECT, INSERT, UPDATE, DELETE',
  arrivals: 'SELECT, INSERT, UPDATE, DELETE',
  still_sealed: 'SELECT',
  unopened: 'SELECT, INSERT, UPDATE, DELETE',
  undecided: 'SELECT, INSERT, UPDATE, DELETE',
};

/** Gives `role` exactly {@link servingPrivileges}. The client is the owner's. */
export async function grantServing(client: PoolClient, role: string): Promise<void> {
  const to = client.escapeIdentifier(role);
  await client.query(`GRANT USAGE ON SCHEMA public TO ${to}`);
  await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${to}`);
  for (const [table, rights] of Object.entries(servingPrivileges))
    await client.query(`GRANT ${rights} ON ${client.escapeIdentifier(table)} TO ${to}`);
}

/** Whether the pool's role is a superuser or owns the tables; before there are any, whether it may make them. */
export async function isOwner(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ owns: boolean }>(
    `SELECT rolsuper OR coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('kiosks')),
                                 has_schema_privilege('public', 'CREATE')) AS owns
     FROM pg_roles WHERE rolname = current_user`,
  );
  return rows[0]?.owns === true;
}
