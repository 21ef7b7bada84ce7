/** This kiosk's version, as in package.json. A voice pack names the versions it was made for. */
export const appVersion = '0.1.0';

/** Negative when `one` is the older: `0.9.0` before `0.10.0`. Both are `major.minor.patch`. */
export function compareVersions(one: string, other: string): number {
  const others = other.split('.').map(Number);
  const differences = one.split('.').map((part, at) => Number(part) - (others[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
