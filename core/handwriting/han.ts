const han = /^\p{Script=Han}$/u;

/** One Chinese character, common or rare. */
export function isHan(character: string): boolean {
  return han.test(character);
}
