import { describe, expect, test } from 'vitest';
import { help, parseCommand } from '../../../hub/cli/command.ts';

describe('the command line', () => {
  test('serves on loopback with an embedded database when nothing is said', () => {
    expect(parseCommand([], {})).toEqual({
      ok: true,
      value: {
        name: 'serve',
        host: '127.0.0.1',
        port: 8180,
        staffToken: undefined,
        gapAlertMinutes: 15,
        calendarFile: undefined,
        dataFolder: '.care-kiosk/hub',
        databaseUrl: undefined,
      },
    });
  });

  test('prefers an option to the environment', () => {
    const env = { HUB_DATA: '/env', HUB_PORT: '1', HUB_HOST: '::', DATABASE_URL: 'postgres://env' };
    const options = [
      '--data',
      '/option',
      '--port',
      '0',
      '--host',
      '127.0.0.1',
      '--database-url',
      'postgres://option',
    ];
    expect(parseCommand(['serve'], env)).toMatchObject({
      value: { dataFolder: '/env', port: 1, host: '::', databaseUrl: 'postgres://env' },
    });
    expect(parseCommand(['serve', ...options], env)).toMatchObject({
      value: { dataFolder: '/option', port: 0, host: '127.0.0.1', databaseUrl: 'postgres://option' },
    });
  });

  test('takes an enrolment only when it is complete', () => {
    const whole = ['enrol', '--kiosk', 'K01', '--branch-name', '城东支公司', '--branch-code', '3101'];
    expect(parseCommand(whole, {})).toMatchObject({
      value: { name: 'enrol', kiosk: { kioskId: 'K01', branchName: '城东支公司', branchCode: '3101' } },
    });
    expect(parseCommand(whole.slice(0, -2), {}).ok).toBe(false);
  });

  test.each([
    [['sevre'], {}],
    [['serve', 'now'], {}],
    [['--prot', '1'], {}],
    [['--port', '65536'], {}],
    [['--port', '1e3'], {}],
    [[], { HUB_STAFF_TOKEN: 'short' }],
  ])('refuses %j with %j in a sentence', (args, env) => {
    expect(parseCommand(args, env)).toEqual({ ok: false, error: expect.stringMatching(/\w+ \w+/) });
  });

  test('its help names every option and variable it reads', () => {
    for (const name of [
      '--data',
      '--database-url',
      '--host',
      '--port',
      '--kiosk',
      '--branch-name',
      '--branch-code',
      'HUB_DATA',
      'DATABASE_URL',
      'HUB_HOST',
      'HUB_PORT',
      'HUB_STAFF_TOKEN',
    ]) {
      expect(help).toContain(name);
    }
    expect(parseCommand(['serve', '--help'], {})).toEqual({ ok: true, value: { name: 'help' } });
  });
});

describe("the operator's commands", () => {
  const key = `receipt-0123456789ab:${'A'.repeat(43)}`;

  test.each(['sealing', 'receipt', 'rules'])('rotate-key %s names what it makes anew', (purpose) => {
    expect(parseCommand(['rotate-key', purpose], {})).toMatchObject({
      value: { name: 'rotate-key', purpose },
    });
  });

  test('trust-branch takes a key as show-keys prints it, and a name', () => {
    expect(parseCommand(['trust-branch', key, '--branch-name', '城东支公司'], {})).toMatchObject({
      value: {
        name: 'trust-branch',
        key: { id: 'receipt-0123456789ab', publicKey: 'A'.repeat(43) },
        branchName: '城东支公司',
      },
    });
  });

  test('trust-branch names the key that the new one replaces', () => {
    const options = ['--branch-name', '城东支公司', '--replaces', 'receipt-1'];
    expect(parseCommand(['trust-branch', key, ...options], {})).toMatchObject({
      value: { name: 'trust-branch', replaces: 'receipt-1' },
    });
  });

  test('give-up-keys names one key or several', () => {
    expect(parseCommand(['give-up-keys', 'seal-1,rules-2'], {})).toMatchObject({
      value: { name: 'give-up-keys', ids: ['seal-1', 'rules-2'] },
    });
  });

  test('serve goes below a head office when it is told its address and its key', () => {
    const options = ['--upstream', 'https://head.example', '--upstream-key', key];
    expect(parseCommand(options, {})).toMatchObject({
      value: { upstream: { url: 'https://head.example', key: { id: 'receipt-0123456789ab' } } },
    });
    const env = { HUB_UPSTREAM: 'https://head.example', HUB_UPSTREAM_KEY: key };
    expect(parseCommand([], env)).toMatchObject({ value: { upstream: { url: 'https://head.example' } } });
  });

  test.each([
    [['rotate-key'], 'sealing, receipt, rules'],
    [['rotate-key', 'everything'], 'sealing, receipt, rules'],
    [['rotate-key', 'sealing', 'twice'], 'twice'],
    [['publish-rules'], 'file'],
    [['adopt-keys'], 'file'],
    [['give-up-keys'], 'names'],
    [['trust-branch', 'no-key', '--branch-name', 'B'], 'show-keys'],
    [['trust-branch', key], '--branch-name'],
    [['--upstream', 'https://head.example'], '--upstream-key'],
    [['--upstream', 'nonsense', '--upstream-key', key], '--upstream'],
  ])('%j is refused with a word that helps', (args, word) => {
    const parsed = parseCommand(args, {});
    expect(parsed).toMatchObject({ ok: false });
    expect(!parsed.ok && parsed.error).toContain(word);
  });
});
