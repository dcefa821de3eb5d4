import { describe, expect, test } from 'vitest';
import { AppError } from '../errors/index.ts';
import { type FileRecord, type RecordColumns, RecordFaults, readRecords, writeRecords } from './index.ts';

const columns: RecordColumns = {
  known: ['deviceId', 'e164', 'name'],
  required: ['deviceId'],
  other: (heading) => (heading === 'reg-addr' ? heading : undefined),
};

/** Chunks of a file, cut at the worst places. */
async function* inPieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function listOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of source) list.push(one);
  return list;
}

async function read(
  content: string | Uint8Array,
  options: { format?: 'csv' | 'json'; piece?: number; maxBytes?: number; maxRecords?: number } = {},
): Promise<FileRecord[]> {
  const { format = 'csv', piece = 7, ...limits } = options;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return listOf(readRecords(inPieces(bytes, piece), { format, columns, ...limits }));
}

async function refusal(
  ...given: Parameters<typeof read>
): Promise<{ code: string; message: string; de: string }> {
  try {
    await read(...given);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, message: error.message, de: error.errors[0]?.text?.de ?? '' };
  }
  throw new TypeError('the file was read');
}

const two = [
  { line: 2, values: { deviceId: 'A', e164: '4989', name: 'Müller' } },
  { line: 3, values: { deviceId: 'B', e164: '', name: 'Front desk' } },
];

describe('a CSV file', () => {
  test.each([
    ['with commas', 'deviceId,e164,name\nA,4989,Müller\nB,,Front desk\n'],
    [
      'with semicolons, as German spreadsheets write it',
      '\uFEFFdeviceId;e164;name\r\nA;4989;Müller\r\nB;;Front desk\r\n',
    ],
    ['with tabulators', 'deviceId\te164\tname\nA\t4989\tMüller\nB\t\tFront desk'],
    ['that names its separator', 'deviceId;e164;name\nA;"4989";"Müller"\nB;;Front desk\n'],
    ['whose heading is written in capitals', 'DEVICEID,E164,Name\nA,4989,Müller\nB,,Front desk\n'],
    ['with blanks around values', ' deviceId , e164 ,name\n A , 4989 , Müller \nB,, Front desk\n'],
  ])('%s is read, however it arrives', async (_name, content) => {
    for (const piece of [1, 2, 7, 10_000]) expect(await read(content, { piece })).toEqual(two);
  });

  test('with the line sep=; before its heading keeps its line numbers', async () => {
    expect(await read('sep=;\r\ndeviceId;name\r\nA;x,y\r\n')).toEqual([
      { line: 3, values: { deviceId: 'A', name: 'x,y' } },
    ]);
  });

  test('with values over several lines and empty lines says where each record begins', async () => {
    const records = await read('deviceId,name\n\nA,"one\ntwo\nthree"\n\n\nB,"say ""hi"""\n');
    expect(records).toEqual([
      { line: 3, values: { deviceId: 'A', name: 'one\ntwo\nthree' } },
      { line: 8, values: { deviceId: 'B', name: 'say "hi"' } },
    ]);
  });

  test('may have a column that only its reader knows', async () => {
    expect(await read('deviceId,reg-addr\nA,192.0.2.1\n')).toEqual([
      { line: 2, values: { deviceId: 'A', 'reg-addr': '192.0.2.1' } },
    ]);
  });

  test.each([
    [
      'an unknown column',
      'deviceId,color\nA,red\n',
      'There is no column "color"',
      'Die Spalte „color“ gibt es nicht',
    ],
    ['a doubled column', 'deviceId,DeviceID\nA,B\n', 'is there twice', 'kommt zweimal vor'],
    ['a missing column', 'e164\n4989\n', 'has no column "deviceId"', 'fehlt die Spalte „deviceId“'],
    ['nothing in it', '', 'The file is empty', 'Die Datei ist leer'],
    [
      'more values than columns',
      'deviceId,name\nA,Doe, Jane\n',
      'Line 2 has more values',
      'Zeile 2 hat mehr Werte',
    ],
    ['a quote that is never closed', 'deviceId,name\nA,"x\nB,y\n', 'is never closed', 'nicht geschlossen'],
    [
      'text after a quote',
      'deviceId,name\nA,"x"y\n',
      'Line 2 is not valid CSV',
      'Zeile 2 ist kein gültiges CSV',
    ],
  ])('with %s is refused with the reason', async (_name, content, message, de) => {
    const refused = await refusal(content);
    expect(refused.code).toBe('import.unreadable');
    expect(refused.message).toContain(message);
    expect(refused.de).toContain(de);
  });

  test.each([
    ['Windows-1252', Uint8Array.from([...Buffer.from('deviceId,name\nA,M'), 0xfc, ...Buffer.from('ller\n')])],
    ['UTF-16', Uint8Array.from(Buffer.from('\uFEFFdeviceId,name\nA,Müller\n', 'utf16le'))],
  ])('in %s is refused, and how to save it is said', async (_name, content) => {
    expect((await refusal(content)).message).toContain('save it as "CSV UTF-8"');
  });

  test('beyond the limits is refused without being read to its end', async () => {
    expect((await refusal('deviceId\nA\nB\nC\n', { maxRecords: 2 })).code).toBe('request.too_large');
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('deviceId\n');
      for (;;) yield Buffer.from(`${'A'.repeat(100)}\n`.repeat(100));
    }
    const reading = listOf(readRecords(endless(), { format: 'csv', columns, maxBytes: 1024 * 1024 }));
    await expect(reading).rejects.toMatchObject({ code: 'request.too_large' });
  });

  test('whose reader stops early is let go', async () => {
    let ended = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('deviceId\n');
        for (;;) yield Buffer.from('A\n'.repeat(1_000));
      } finally {
        ended = true;
      }
    }
    for await (const record of readRecords(source(), { format: 'csv', columns })) {
      if (record.line > 5) break;
    }
    expect(ended).toBe(true);
  });
});

describe('a JSON file', () => {
  test('is read entry by entry, however it arrives', async () => {
    const content = JSON.stringify([
      { deviceId: 'A', E164: 4989, name: 'Müller' },
      { deviceId: ' B ', name: null, 'reg-addr': true },
    ]);
    for (const piece of [1, 3, 10_000]) {
      expect(await read(content, { format: 'json', piece })).toEqual([
        { line: 1, values: { deviceId: 'A', e164: '4989', name: 'Müller' } },
        { line: 2, values: { deviceId: 'B', name: '', 'reg-addr': 'true' } },
      ]);
    }
    expect(await read(' [ ] ', { format: 'json' })).toEqual([]);
  });

  test.each([
    ['no list', '{"deviceId": "A"}', 'it must begin with "["'],
    ['nothing in it', '  ', 'it must begin with "["'],
    ['no end', '[{"deviceId": "A"}', 'is not valid JSON'],
    ['something else', '[{"deviceId": A}]', 'is not valid JSON'],
    ['an entry that is a text', '["A"]', 'Entry 1 is no object'],
    ['a value that is a list', '[{}, {"name": ["A"]}]', '"name" of entry 2 must be a text'],
    ['an unknown column', '[{"deviceId": "A", "color": 1}]', 'There is no column "color"'],
    ['a sign that cannot be stored', '[{"deviceId": "A\\u0000"}]', 'has a sign that cannot be stored'],
  ])('with %s is refused with the reason', async (_name, content, message) => {
    const refused = await refusal(content, { format: 'json' });
    expect(refused).toMatchObject({ code: 'import.unreadable', message: expect.stringContaining(message) });
  });
});

describe('writing', () => {
  const records = [
    { deviceId: '00:1A:E8:12:34:56', e164: '4989', name: 'Müller; "Front", desk\nsecond line' },
    { deviceId: '=HYPERLINK("http://x")', e164: null, name: '+49 89' },
    { deviceId: '@A', e164: '', name: '-1' },
  ];
  async function* given() {
    yield* records;
  }
  const names = ['deviceId', 'e164', 'name'];

  test('CSV begins with a byte order mark and holds no formula', async () => {
    const text = Buffer.concat(
      await listOf(writeRecords(given(), { format: 'csv', columns: names })),
    ).toString();
    expect(text).toBe(
      '\uFEFFdeviceId,e164,name\r\n' +
        '00:1A:E8:12:34:56,4989,"Müller; ""Front"", desk\nsecond line"\r\n' +
        `"'=HYPERLINK(""http://x"")",,'+49 89\r\n'@A,,'-1\r\n`,
    );
  });

  test.each(['csv', 'json'] as const)('what is written as %s is read again as it was', async (format) => {
    const content = Buffer.concat(
      (await listOf(writeRecords(given(), { format, columns: names, delimiter: ';' }))).map((chunk) =>
        Buffer.from(chunk),
      ),
    );
    const found = (await read(content, { format })).map(({ values }) => values);
    expect(found).toEqual(records.map((record) => ({ ...record, e164: record.e164 ?? '' })));
  });

  test('only the chosen columns are written, in their order', async () => {
    const chunks = await listOf(writeRecords(given(), { format: 'json', columns: ['e164', 'deviceId'] }));
    expect(JSON.parse(chunks.join(''))[0]).toEqual({ e164: '4989', deviceId: '00:1A:E8:12:34:56' });
    const none = writeRecords((async function* () {})(), { format: 'json', columns: names });
    expect(JSON.parse((await listOf(none)).join(''))).toEqual([]);
  });

  test('a failing source fails the file instead of ending it', async () => {
    async function* failing() {
      yield { deviceId: 'A' };
      throw new RangeError('no');
    }
    for (const format of ['csv', 'json'] as const) {
      await expect(listOf(writeRecords(failing(), { format, columns: names }))).rejects.toThrow('no');
    }
  });
});

test('faults are counted beyond the number that is kept', () => {
  const faults = new RecordFaults();
  for (let line = 1; line <= 2_000; line += 1) {
    faults.add({
      line,
      column: 'e164',
      value: 'x'.repeat(1_000),
      rule: 'e164.form',
      text: { en: 'no', de: 'nein' },
    });
  }
  expect(faults.count).toBe(2_000);
  expect(faults.list()).toHaveLength(500);
  expect(faults.list()[0]?.value).toHaveLength(200);
});
