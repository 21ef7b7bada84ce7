import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { originFits } from '../../host/storage-origin.ts';

const enrolment = { kioskId: 'K01', epoch: 1 };
const home = 'http://127.0.0.1:17410';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'origin-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe('the address of the page', () => {
  it('that an enrolment reports first is the one where its records lie', async () => {
    const data = await folder();
    const fits = (origin: string) => originFits(data, enrolment, origin);
    expect(await fits(home)).toEqual({ ok: true, value: true });
    expect(await fits('http://127.0.0.1:17411')).toEqual({ ok: true, value: false });
    expect(await fits('http://localhost:17410')).toEqual({ ok: true, value: false });
    expect(await fits(home)).toEqual({ ok: true, value: true });
  });

  it('may be another one after a new enrolment', async () => {
    const data = await folder();
    await originFits(data, enrolment, home);
    expect(await originFits(data, { ...enrolment, epoch: 2 }, 'app://kiosk')).toEqual({
      ok: true,
      value: true,
    });
  });

  it('is provisioned anew when its file does not read, which is kept beside', async () => {
    const data = await folder();
    await writeFile(path.join(data, 'origin.json'), 'half');
    expect(await originFits(data, enrolment, home)).toEqual({ ok: true, value: true });
    expect(await readFile(path.join(data, 'origin.json.unreadable'), 'utf8')).toBe('half');
  });

  it('is not decided while the disk does not answer', async () => {
    const data = path.join(await folder(), 'file');
    await writeFile(data, '');
    expect(await originFits(data, enrolment, home)).toMatchObject({ error: { code: 'disk-error' } });
  });
});
