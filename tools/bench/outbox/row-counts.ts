import * as v from 'valibot';

const errandsSchema = v.array(v.object({ id: v.pipe(v.string(), v.uuid()), payload: v.string() }));

/** Which errands a peer has delivered; a second one of the same id is a doubled row. */
export function rowCounts() {
  const received = new Map<string, { readonly ids: Set<string>; rows: number }>();

  return {
    /** @throws when the body is no array of errands */
    take(line: string, body: unknown): void {
      const errands = v.parse(errandsSchema, body);
      const count = received.get(line) ?? { ids: new Set<string>(), rows: 0 };
      for (const { id } of errands) count.ids.add(id);
      count.rows += errands.length;
      received.set(line, count);
    },
    /** And forgets them. @throws when a row came twice */
    taken(line: string): number {
      const { ids, rows } = received.get(line) ?? { ids: new Set<string>(), rows: 0 };
      received.delete(line);
      if (ids.size !== rows) throw new Error(`${line}: ${rows - ids.size} rows came twice`);
      return rows;
    },
  };
}
export type RowCounts = ReturnType<typeof rowCounts>;
