/** So many of the last characters stand on a small glass too; fewer where letters need room beside them. */
const tailLengths = { onPaper: 7, spelled: 3 } as const;

type WrittenProps = {
  readonly text: string;
  /** What is spelled so far of the next character, the likeliest first; absent on paper. */
  readonly letters?: readonly string[];
};

/** What has been chosen so far, and where the next character will stand. */
export function Written({ text, letters }: WrittenProps) {
  const tailLength = letters === undefined ? tailLengths.onPaper : tailLengths.spelled;
  const characters = Array.from(text);
  return (
    <div class="written">
      <span class="head">{characters.slice(0, -tailLength).join('')}</span>
      {characters.slice(-tailLength).join('')}
      <span class="next" lang="zh-Latn">
        {letters?.[0]}
      </span>
      {letters !== undefined && letters.length > 1 && (
        <span class="or" lang="zh-Latn">
          {` / ${letters.slice(1).join(' / ')}`}
        </span>
      )}
    </div>
  );
}
