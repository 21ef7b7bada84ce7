import { createRequire } from 'node:module';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPrinterTwin, type PrinterTwin, type TwinControls } from '../../hardware/printer/twin.ts';
import { baudRate, cableForEachTest, clock, openDevice, ptys } from '../support/serial-cable.ts';

const require = createRequire(import.meta.url);
const receiptio = require('receiptio') as {
  readonly print: (markup: string, options: string) => Promise<string>;
};
const { SerialPort } = require('serialport') as { SerialPort: { list: () => Promise<{ path: string }[]> } };

const systemList = SerialPort.list;

let twin: PrinterTwin;

cableForEachTest();

beforeEach(async () => {
  // It asks the system which paths are serial lines, and a pty is on no such list.
  SerialPort.list = async () => [{ path: ptys.kioskPath }];
  twin = createPrinterTwin({ clock, baudRate, paperWidthMm: 80 });
  twin.attach(await openDevice());
});
afterEach(() => {
  SerialPort.list = systemList;
});

const markup = '^^^业务凭条\n\n受理编号 | K0017-000042\n';

function printByReceiptio(): Promise<string> {
  return receiptio.print(markup, `-d ${ptys.kioskPath}:${baudRate},N,8,1 -l zh-CN -t 10`);
}

describe('receiptio, a printer driver by others, takes the twin for a printer', () => {
  test.each([
    ['ready', {}, 'success'],
    ['near the end of its paper', { paper: 'low' }, 'success'],
    ['out of paper', { paper: 'out' }, 'paperempty'],
    ['open at its cover', { coverOpen: true }, 'coveropen'],
    ['stuck at its blade', { cutterJammed: true }, 'error'],
  ] as const satisfies readonly (readonly [string, Partial<TwinControls>, string])[])(
    'that is %s',
    async (_, change, result) => {
      twin.set(change);
      expect(await printByReceiptio()).toBe(result);
      expect(twin.slips()).toHaveLength(result === 'success' ? 1 : 0);
    },
  );

  test('and the job is on paper: its title double in both directions, its table below', async () => {
    expect(await printByReceiptio()).toBe('success');
    const [slip] = twin.slips();
    expect(slip?.cut).toBe(true);
    const runs = slip!.document.flatMap((line) => (line.kind === 'text' ? line.runs : []));
    expect(runs.find(({ text }) => text.includes('业务凭条'))).toMatchObject({ width: 2, height: 2 });
    expect(runs.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining('受理编号K0017-000042')]),
    );
    expect(Buffer.from(slip!.bytes).includes(iconv.encode('业务凭条', 'gbk'))).toBe(true);
  });

  test('that runs out of paper on the way', async () => {
    twin.setFault({ name: 'paper-out-at-line', at: 1, times: 1 });
    expect(await printByReceiptio()).toBe('paperempty');
  });

  test('whose blade jams at the cut', async () => {
    twin.setFault({ name: 'cutter-jam', at: null, times: 1 });
    expect(await printByReceiptio()).toBe('error');
  });
});
