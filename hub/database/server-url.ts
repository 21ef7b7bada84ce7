/** Address of a database on our own embedded server. The password must need no escaping. */
export function serverUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
