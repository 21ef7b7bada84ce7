import type { PackReport } from './check-pack.ts';

/** A finding of the same kind in every clip would bury the others. */
const mostShown = 10;

export function printReports(reports: readonly PackReport[], say: (text: string) => void): void {
  say('pack                clips  covered  a minute  target    LUFS   dBTP  seconds  found');
  for (const report of reports) {
    const cells = [
      report.packId.padEnd(18),
      String(report.clips).padStart(6),
      `${report.coverage.toFixed(1)} %`.padStart(8),
      report.pace.toFixed(0).padStart(9),
      String(report.paceTarget).padStart(7),
      report.lufs.toFixed(1).padStart(7),
      report.truePeakDb.toFixed(1).padStart(6),
      (report.soundMs / 1000).toFixed(0).padStart(8),
      String(report.findings.length).padStart(6),
    ];
    say(cells.join(' '));
  }
}

export function printFindings({ packId, findings }: PackReport, say: (text: string) => void): void {
  const codes = new Set(findings.map(({ code }) => code));
  for (const code of codes) {
    const alike = findings.filter((finding) => finding.code === code);
    for (const { clip, detail } of alike.slice(0, mostShown))
      say(`${packId}: ${code} ${clip} ${detail}`.trimEnd());
    if (alike.length > mostShown) say(`${packId}: ${code}, ${alike.length - mostShown} more`);
  }
}

/** What the closing line says of a pack. */
export function figuresOf(report: PackReport): object {
  const { packId, lang, clips, paceTarget, findings, leftToEngine } = report;
  return {
    packId,
    lang,
    clips,
    coverage: Number(report.coverage.toFixed(2)),
    leftToEngine: leftToEngine.length,
    pace: Number(report.pace.toFixed(1)),
    paceTarget,
    lufs: Number(report.lufs.toFixed(2)),
    truePeakDb: Number(report.truePeakDb.toFixed(2)),
    findings: findings.length,
  };
}
