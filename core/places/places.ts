/** Shape of `areaList` in `@vant/area-data`: names by GB/T 2260 code, six digits. */
export type AreaList = {
  readonly province_list: Readonly<Record<string, string>>;
  readonly city_list: Readonly<Record<string, string>>;
  readonly county_list: Readonly<Record<string, string>>;
};

export type Place = { readonly code: string; readonly name: string };

/** The bundled list of places as a customer thinks of it: a province, then a city, then a district. */
export type Places = {
  /** Places directly inside `code`, all provinces for null; empty for a leaf or an unknown code. */
  readonly within: (code: string | null) => readonly Place[];
  /** Province, city, district down to `code`; null for an unknown code. */
  readonly path: (code: string) => readonly Place[] | null;
};

/** One screenful; more would make the keys smaller than a thumb. */
export const placesPerPage = 12;

/**
 * Some "cities" of the list are bookkeeping only: 北京市 inside 北京市, 县 inside 重庆市, 省直辖县. Nobody looks for a home
 * under such a name, so their districts stand directly in the province.
 */
export function placesOf(areas: AreaList): Places {
  const provinces = sorted(areas.province_list);
  const counties = groupBy(sorted(areas.county_list), ({ code }) => `${code.slice(0, 4)}00`);
  const cities = groupBy(sorted(areas.city_list), ({ code }) => `${code.slice(0, 2)}0000`);

  const childrenByCode = new Map<string, readonly Place[]>(counties);
  const parentByCode = new Map<string, string>();
  for (const province of provinces) {
    const children = (cities.get(province.code) ?? []).flatMap((city) =>
      isBookkeeping(city, province) ? (counties.get(city.code) ?? []) : [city],
    );
    childrenByCode.set(province.code, children);
  }
  const byCode = new Map<string, Place>();
  const admit = (place: Place, parent: string | null): void => {
    byCode.set(place.code, place);
    if (parent !== null) parentByCode.set(place.code, parent);
    for (const child of childrenByCode.get(place.code) ?? []) admit(child, place.code);
  };
  for (const province of provinces) admit(province, null);

  return {
    within: (code) => (code === null ? provinces : byCode.has(code) ? (childrenByCode.get(code) ?? []) : []),
    path: (code) => pathTo(code, byCode, parentByCode),
  };
}

function isBookkeeping(city: Place, province: Place): boolean {
  return city.name === province.name || city.name === '县' || /直辖/u.test(city.name);
}

function pathTo(
  code: string,
  byCode: ReadonlyMap<string, Place>,
  parentByCode: ReadonlyMap<string, string>,
): readonly Place[] | null {
  const place = byCode.get(code);
  if (place === undefined) return null;
  const parent = parentByCode.get(code);
  return parent === undefined ? [place] : [...(pathTo(parent, byCode, parentByCode) ?? []), place];
}

function sorted(list: Readonly<Record<string, string>>): readonly Place[] {
  return Object.entries(list)
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function groupBy(
  places: readonly Place[],
  keyOf: (place: Place) => string,
): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const group = groups.get(keyOf(place));
    if (group === undefined) groups.set(keyOf(place), [place]);
    else group.push(place);
  }
  return groups;
}
