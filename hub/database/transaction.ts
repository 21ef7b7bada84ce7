import type { Pool, PoolClient } from 'pg';

/** Commits when `work` returns, rolls back when it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    client.release();
    return value;
  } catch (cause) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      // A connection that cannot even roll back is not given to anybody else.
      () => client.release(true),
    );
    throw cause;
  }
}
