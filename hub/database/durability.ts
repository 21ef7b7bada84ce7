import type { Pool, PoolClient } from 'pg';

/** Settings without which a COMMIT may be gone after a power cut. A DATABASE_URL may point anywhere, so it is asked. */
export const neededSettings = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;
export type UnsafeSetting = (typeof neededSettings)[number];

/** Those of {@link neededSettings} that are off in this session. While there is one, the hub signs no receipt. */
export async function unsafeSettings(client: Pool | PoolClient): Promise<readonly UnsafeSetting[]> {
  const { rows } = await client.query<{ name: UnsafeSetting }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE current_setting(name) = 'off'`,
    [neededSettings],
  );
  return rows.map((row) => row.name);
}
