/**
 * The browser's databases, with every transaction opened as `relaxed` whatever is asked for: the positive control.
 * The product has no such switch, so the rig puts this under it.
 */
export function relaxedFactory(factory: IDBFactory): IDBFactory {
  return {
    cmp: (first, second) => factory.cmp(first, second),
    databases: () => factory.databases(),
    deleteDatabase: (name) => factory.deleteDatabase(name),
    open(name, version) {
      const request = version === undefined ? factory.open(name) : factory.open(name, version);
      // Before the one who asked hears of it: listeners are called in the order in which they came.
      request.addEventListener('success', () => relax(request.result));
      return request;
    },
  };
}

function relax(database: IDBDatabase): void {
  const open = database.transaction.bind(database);
  database.transaction = (names, mode, options) => open(names, mode, { ...options, durability: 'relaxed' });
}
