/** The names with the highest scores, best first. `scores` and `names` run side by side; equal scores keep their order. */
export function best(scores: ArrayLike<number>, names: readonly string[], count: number): readonly string[] {
  const top: { readonly score: number; readonly name: string }[] = [];
  names.forEach((name, at) => {
    const score = scores[at] ?? -Infinity;
    if (top.length === count && score <= (top.at(-1)?.score ?? Infinity)) return;
    const place = top.findIndex((other) => other.score < score);
    top.splice(place < 0 ? top.length : place, 0, { score, name });
    if (top.length > count) top.pop();
  });
  return top.map(({ name }) => name);
}
