import { describe, expect, it } from 'vitest';
import { parseCliOptions } from './cli-options.ts';

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(parseCliOptions([])).toMatchObject({
      count: 50,
      server: 'https://localhost:18443',
      seed: 1,
      bootWindowMs: 5_000,
      bootMs: 2_000,
      contactGapSeconds: 300,
      baseAddress: '127.10.0.1',
      contactPort: 8085,
      faults: {},
      busy: [],
      refusals: [],
      json: false,
    });
  });

  it('reads every option', () => {
    expect(
      parseCliOptions([
        ...['--count', '200', '--server', 'https://127.0.0.1:19000', '--mix', 'cp410:3,openstage40-old:1'],
        ...[
          '--faults',
          'busy=0.05,refuse-items=.02',
          '--seed',
          '7',
          '--boot-window',
          '1.5m',
          '--contact-gap',
          '0',
        ],
        ...['--base-address', '127.20.0.1', '--contact-port', '9000', '--busy', '1@30s,7@500ms'],
        ...['--refuse', 'reg-addr=2,sip-name=3:invalid data', '--dcmp-url', 'http://127.0.0.1/dcmp/'],
        ...[
          '--dcmp-interval',
          '5',
          '--mobility',
          '2,3=4989111:2718@60s',
          '--duration',
          '2h',
          '--json',
          '--boot-time',
          '250ms',
        ],
      ]),
    ).toEqual({
      count: 200,
      server: 'https://127.0.0.1:19000',
      mix: [
        { model: 'cp410', softwareType: 'SIP', firmware: 'current', weight: 3 },
        { model: 'openstage40', softwareType: 'SIP', firmware: 'old', weight: 1 },
      ],
      faults: { busy: 0.05, 'refuse-items': 0.02 },
      seed: 7,
      bootWindowMs: 90_000,
      bootMs: 250,
      contactGapSeconds: 0,
      baseAddress: '127.20.0.1',
      sharedAddress: undefined,
      contactPort: 9_000,
      busy: [
        { phone: 1, durationMs: 30_000 },
        { phone: 7, durationMs: 500 },
      ],
      mobility: [{ phone: 2 }, { phone: 3, user: { e164: '4989111', password: '2718', stayMs: 60_000 } }],
      refusals: [
        { phone: 2, item: 'reg-addr', status: 'read only' },
        { phone: 3, item: 'sip-name', status: 'invalid data' },
      ],
      dcmpUrl: 'http://127.0.0.1/dcmp/',
      dcmpIntervalMs: 5_000,
      durationMs: 7_200_000,
      json: true,
    });
  });

  it('asks for help before anything else', () => {
    expect(parseCliOptions(['--help', '--count', 'x'])).toBe('help');
  });

  it.each([
    [['--count', '0'], /^--count must be a whole number from 1 to 100000, not "0"\.$/],
    [['--seed', '-1'], /seed/],
    [['--boot-window', 'soon'], /^--boot-window must be a duration such as 500ms, 30s or 2m, not "soon"\.$/],
    [['--faults', 'fire=1'], /^"fire" in --faults is no fault; there are busy, /],
    [['--faults', 'busy=2'], /^The rate of busy in --faults must be a number from 0 to 1, not "2"\.$/],
    [['--faults', 'busy'], /not ""\.$/],
    [['--busy', '51@30s'], /^"51@30s" in --busy must name a phone from 1 to 50\.$/],
    [['--busy', '1'], /^--busy must be a duration/],
    [
      ['--refuse', 'reg-addr'],
      /^--refuse must be like reg-addr=2 or reg-addr=2:invalid data, not "reg-addr"\.$/,
    ],
    [['--refuse', 'reg-addr=1:nope'], /^"nope" in --refuse is no status of an item; there are failed, /],
    [['--server', 'http://localhost'], /^The server must be an HTTPS address/],
    [['--server', 'https://[::1]:18443'], /^Phones have IPv4 addresses;/],
    [['--server', 'https://192.0.2.1'], /--shared-address\.$/],
    [
      ['--server', 'https://192.0.2.1', '--shared-address', '192.0.2.2', '--contact-port', '65500'],
      /^From --contact-port 65500 on there are not enough ports for 50 phones\.$/,
    ],
    [['phones'], /^Unexpected argument 'phones'/],
  ])('refuses %j with one sentence', (args, message) => {
    expect(() => parseCliOptions(args)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(() => parseCliOptions(args)).toThrow(message);
  });
});
