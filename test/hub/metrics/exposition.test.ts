import { describe, expect, test } from 'vitest';
import { exposition } from '../../../hub/metrics/exposition.ts';
import { figureFamilies, newFigures } from '../../../hub/metrics/figures.ts';
import { histogram, tally } from '../../../hub/metrics/tally.ts';

describe('metrics as text', () => {
  test('have help, type and one line for each sample', () => {
    const rows = tally('rows_total', 'Rows.', 'verdict');
    rows.add('accepted', 30);
    rows.add('fork');
    rows.add('accepted');
    expect(exposition([rows.family()])).toBe(
      '# HELP rows_total Rows.\n# TYPE rows_total counter\nrows_total{verdict="accepted"} 31\nrows_total{verdict="fork"} 1\n',
    );
  });

  test('of a histogram count each observation in every bucket at or above it', () => {
    const seconds = histogram('took', 'Took.', [0.1, 1]);
    for (const observed of [0.05, 0.1, 0.5, 7]) seconds.observe(observed);
    expect(exposition([seconds.family()]).split('\n').slice(2, -1)).toEqual([
      'took_bucket{le="0.1"} 2',
      'took_bucket{le="1"} 3',
      'took_bucket{le="+Inf"} 4',
      'took_sum 7.65',
      'took_count 4',
    ]);
  });

  test('of a hub that has done nothing yet are there and zero', () => {
    const text = exposition(figureFamilies(newFigures()));
    expect(text).toContain('hub_upload_seconds_count 0\n');
    expect(text).toContain('# TYPE hub_uploads_total counter\n');
  });
});
