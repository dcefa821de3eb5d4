import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aTemplate } from '../../../test/support/builders.ts';
import {
  aFirmwareImage,
  aJpeg,
  anLdapTemplate,
  anMp3,
  aPng,
} from '../../../test/support/deployable-contents.ts';
import { clearContents, PIECE_BYTES } from './contents.queries.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.database.pool.query('truncate file_uploads, file_contents, files cascade');
});

async function begin(name: string, size: number, type?: string) {
  const body = { name, size, ...(type === undefined ? {} : { type }) };
  return browser.request('POST', '/file-uploads', body);
}

async function send(id: string, offset: number, content: Buffer, as: Browser = browser) {
  return server.api.inject({
    method: 'PATCH',
    url: `/api/v1/file-uploads/${id}`,
    remoteAddress: as.address,
    headers: {
      host: 'deskfleet.example.org',
      'x-requested-with': 'deskfleet',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...(as.cookie === undefined ? {} : { cookie: as.cookie }),
    },
    payload: content,
  });
}

async function upload(name: string, content: Buffer, type?: string) {
  const begun = await begin(name, content.length, type);
  expect(begun.statusCode, begun.body).toBe(201);
  return send(begun.json().id, 0, content);
}

async function aFile(name: string, content: Buffer) {
  const answer = await upload(name, content);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().file;
}

async function rows(table: string): Promise<number> {
  const { rows: counted } = await server.database.pool.query(`select count(*)::int as n from ${table}`);
  return counted[0].n;
}

async function clearAll(): Promise<void> {
  while (await clearContents(server.database.pool, 2));
}

describe('an upload', () => {
  test('in several portions becomes a file with what its content says, and its SHA-256', async () => {
    const content = aFirmwareImage({ size: 3 * PIECE_BYTES + 777 });
    randomBytes(PIECE_BYTES).copy(content, 200_000);
    const id = (await begin('update.bin', content.length)).json().id;
    const first = await send(id, 0, content.subarray(0, PIECE_BYTES + 500));
    expect(first.json()).toMatchObject({ upload: { offset: PIECE_BYTES }, file: null, needsType: false });
    const asked = await browser.request('GET', `/file-uploads/${id}`);
    expect(asked.json()).toMatchObject({ offset: PIECE_BYTES, name: 'update.bin', size: content.length });
    const last = await send(id, PIECE_BYTES, content.subarray(PIECE_BYTES));
    expect(last.json()).toMatchObject({
      upload: null,
      file: {
        name: 'update.bin',
        type: 'software',
        size: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        softwareType: 'SIP',
        softwareVersion: 'V3 R5.12.0',
        models: ['OpenStage 40'],
        facts: { format: 'firmware' },
        store: 'database',
        sameAs: [],
        createdBy: 'admin',
        version: 1,
      },
    });
    expect((await browser.request('GET', `/file-uploads/${id}`)).statusCode).toBe(404);
    const { body } = await browser.request('GET', `/files/${last.json().file.id}`);
    expect(JSON.parse(body)).toEqual(last.json().file);
  });

  test('says which files have the same content', async () => {
    const content = aPng(100, 100);
    const first = await aFile('one.png', content);
    const second = await aFile('two.png', content);
    expect(second.sameAs).toEqual([{ id: first.id, name: 'one.png' }]);
  });

  test.each([
    ['../etc/passwd', 'file_name.path'],
    ['a\\b.wav', 'file_name.path'],
    ['..', 'file_name.path'],
    ['line\nbreak.wav', 'file_name.control'],
    ['gpj.\u202egnp.exe', 'file_name.control'],
    [' .wav', 'file_name.blank'],
    [`${'ü'.repeat(150)}.wav`, 'file_name.long'],
  ])('with the name %j is refused by its field', async (name, code) => {
    const answer = await begin(name, 10);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toMatchObject([{ field: 'name', code, text: { de: expect.any(String) } }]);
    expect(await rows('file_uploads')).toBe(0);
  });

  test('of nothing or more than 1 GiB is refused', async () => {
    expect((await begin('a.wav', 0)).json().errors).toMatchObject([{ field: 'size' }]);
    expect((await begin('a.wav', 1_073_741_825)).json().errors).toMatchObject([{ field: 'size' }]);
  });

  test.each([
    ['bomb.png', aPng(60_000, 60_000), 'file_content.too_large_picture'],
    ['half.png', aPng(50, 50).subarray(0, -12), 'file_content.broken'],
    ['tone.wav', aJpeg(10, 10), 'file_content.lies'],
    ['os40.img', aFirmwareImage().subarray(0, 30_000), 'file_content.truncated'],
  ])(
    'whose content is wrong (%s) is refused with the reason, and nothing of it stays',
    async (name, content, code) => {
      const answer = await upload(name, content);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        code: 'file.refused',
        errors: [{ code, text: { en: expect.stringMatching(/\.$/), de: expect.stringMatching(/\.$/) } }],
      });
      expect([await rows('files'), await rows('file_uploads')]).toEqual([0, 0]);
      await clearAll();
      expect([await rows('file_contents'), await rows('file_pieces')]).toEqual([0, 0]);
    },
  );

  test('that nobody can tell is finished with a type; a type that its content cannot have is refused', async () => {
    const step = (await upload('notes.txt', Buffer.from('just a text'))).json();
    expect(step).toMatchObject({ file: null, needsType: true });
    const refused = await browser.request('POST', `/file-uploads/${step.upload.id}/finish`, {
      type: 'ringtone',
    });
    expect(refused.json()).toMatchObject({ code: 'file.refused', errors: [{ field: 'type' }] });
    const made = await browser.request('POST', `/file-uploads/${step.upload.id}/finish`, { type: 'dongle' });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ type: 'dongle', name: 'notes.txt' });
  });

  test('with a type keeps to it', async () => {
    expect((await upload('a.mp3', anMp3(), 'music-on-hold')).json().file.type).toBe('music-on-hold');
  });

  test('goes on only where it stands, and only for who began it', async () => {
    const content = randomBytes(2 * PIECE_BYTES);
    const id = (await begin('a.img', content.length)).json().id;
    const early = await send(id, PIECE_BYTES, content.subarray(PIECE_BYTES));
    expect(early.statusCode).toBe(409);
    expect(early.json().code).toBe('file.upload_offset');
    const stranger = server.aBrowser();
    expect((await send(id, 0, content, stranger)).statusCode).toBe(401);
    await server.database.pool.query('update file_uploads set account_id = null');
    expect((await send(id, 0, content)).statusCode).toBe(404);
  });

  test('with more content than was announced is refused', async () => {
    const id = (await begin('a.img', 100)).json().id;
    const answer = await send(id, 0, Buffer.alloc(101));
    expect(answer.json()).toMatchObject({ code: 'file.refused', errors: [{ field: 'size' }] });
  });

  test('of two portions at the same place one is taken', async () => {
    const content = randomBytes(PIECE_BYTES);
    const id = (await begin('a.img', 2 * PIECE_BYTES)).json().id;
    const answers = await Promise.all([send(id, 0, content), send(id, 0, content)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    expect(await rows('file_pieces')).toBe(1);
  });

  test('can be given up, and an account has at most 20', async () => {
    const begun = await Promise.all(Array.from({ length: 22 }, (_, place) => begin(`${place}.img`, 10)));
    expect(begun.filter(({ statusCode }) => statusCode === 201)).toHaveLength(20);
    expect(begun.find(({ statusCode }) => statusCode !== 201)?.json().code).toBe('file.too_many_uploads');
    const id = begun.find(({ statusCode }) => statusCode === 201)?.json().id;
    expect((await browser.request('DELETE', `/file-uploads/${id}`)).statusCode).toBe(204);
    expect((await begin('again.img', 10)).statusCode).toBe(201);
  });
});

describe('the list', () => {
  test('is filtered, searched and sorted', async () => {
    await aFile('OS40_SIP_V1_R10_1_0.img', aFirmwareImage({ version: 'V1 R10.1.0' }));
    await aFile('OS40_SIP_V1_R9_1_0.img', aFirmwareImage({ version: 'V1 R9.1.0' }));
    await aFile('b-logo.png', aPng(240, 70));
    await aFile('A-ring.mp3', anMp3());
    const list = async (query: string) =>
      (await browser.request('GET', `/files?${query}`))
        .json()
        .items.map(({ name }: { name: string }) => name);
    expect(await list('')).toEqual([
      'A-ring.mp3',
      'b-logo.png',
      'OS40_SIP_V1_R10_1_0.img',
      'OS40_SIP_V1_R9_1_0.img',
    ]);
    expect(await list('sort=softwareVersion&order=desc&type=software')).toEqual([
      'OS40_SIP_V1_R10_1_0.img',
      'OS40_SIP_V1_R9_1_0.img',
    ]);
    expect(await list('sort=softwareVersion&pageSize=2')).toEqual([
      'OS40_SIP_V1_R9_1_0.img',
      'OS40_SIP_V1_R10_1_0.img',
    ]);
    expect(await list('search=LOGO')).toEqual(['b-logo.png']);
    expect(await list('softwareType=SIP&sort=size')).toHaveLength(2);
    expect(await list('softwareType=HFA')).toEqual([]);
    expect(await list('model=CP710')).toEqual(['A-ring.mp3', 'b-logo.png']);
    expect(await list('storage=provider')).toEqual([]);
    expect(await list('storage=database&type=ringtone')).toEqual(['A-ring.mp3']);
    expect(await list('storage=12')).toEqual([]);
    expect(await list('sort=storage&order=desc')).toHaveLength(4);
  });

  test('warns of limits that are known of models', async () => {
    const { warnings } = await aFile('screensaver.png', aPng(320, 240));
    expect(warnings).toEqual([
      {
        code: 'picture-size',
        models: ['OpenStage 80'],
        text: {
          en: 'OpenStage 80: needs 640 × 480 pixels, the picture has 320 × 240.',
          de: 'OpenStage 80: benötigt 640 × 480 Pixel, das Bild hat 320 × 240.',
        },
      },
    ]);
    expect((await aFile('tune.mp3', anMp3())).warnings).toMatchObject([
      { code: 'sound-format', models: ['OpenStage 40'] },
    ]);
  });
});

describe('a correction', () => {
  test('is kept, and one for an older state is refused', async () => {
    const { id } = await aFile('a.img', randomBytes(2_000));
    const change = { softwareVersion: '3.5.12.0', softwareType: 'HFA', models: ['CP400'], name: 'CP400.img' };
    const answer = await browser.request('PATCH', `/files/${id}`, change, { 'if-match': '"1"' });
    expect(answer.json()).toMatchObject({
      name: 'CP400.img',
      softwareVersion: 'V3 R5.12.0',
      softwareType: 'HFA',
      models: ['CP400'],
      version: 2,
      updatedBy: 'admin',
    });
    const late = await browser.request('PATCH', `/files/${id}`, { models: [] }, { 'if-match': '"1"' });
    expect(late.statusCode).toBe(412);
    expect((await browser.request('PATCH', `/files/${id}`, { models: [] })).statusCode).toBe(428);
  });

  test('that the content contradicts is refused by its field', async () => {
    const { id } = await aFile('a.png', aPng(10, 10));
    const change = (body: object) => browser.request('PATCH', `/files/${id}`, body, { 'if-match': '*' });
    expect((await change({ type: 'ringtone' })).json()).toMatchObject({
      code: 'file.refused',
      errors: [{ field: 'type', code: 'file_content.not_of_type' }],
    });
    expect((await change({ name: 'a.wav' })).json().errors).toMatchObject([{ field: 'name' }]);
    expect((await change({ name: 'x/a.png' })).json().errors).toMatchObject([{ field: 'name' }]);
    expect((await change({ softwareVersion: 'new' })).json().errors).toMatchObject([
      { field: 'softwareVersion' },
    ]);
    expect((await change({ type: 'logo', softwareType: 'SIP' })).json()).toMatchObject({
      type: 'logo',
      softwareType: null,
    });
  });
});

describe('a deletion', () => {
  test('takes file and content away', async () => {
    const one = await aFile('a.img', randomBytes(PIECE_BYTES * 2 + 5));
    const answer = await browser.request('DELETE', `/files/${one.id}`, undefined, { 'if-match': '"1"' });
    expect(answer.statusCode).toBe(204);
    expect((await browser.request('GET', `/files/${one.id}`)).statusCode).toBe(404);
    expect(await rows('file_pieces')).toBe(3);
    await clearAll();
    expect([await rows('file_contents'), await rows('file_pieces')]).toEqual([0, 0]);
  });

  test('is refused while a template or a running job uses one of them, and says which', async () => {
    const [one, two, three] = [
      await aFile('1.mp3', anMp3()),
      await aFile('2.mp3', anMp3(41)),
      await aFile('3.mp3', anMp3(42)),
    ];
    const { pool } = server.database;
    const templateId = await aTemplate(pool, 'Reception');
    await pool.query('insert into template_files (template_id, file_id) values ($1, $2)', [
      templateId,
      one.id,
    ]);
    const { rows: jobs } = await pool.query(
      `insert into jobs (type, state, initiator_name, payload, created_at, planned_at, timeout_seconds, target_count)
       values ('restart', 'active', 'admin', '{}', now(), now(), 60, 1) returning id`,
    );
    const jobId = jobs[0].id;
    await pool.query(
      `insert into job_files (job_id, place, file_id, type, name) values ($1, 0, $2, 'ringtone', '2.mp3')`,
      [jobId, two.id],
    );
    const ids = [one.id, two.id, three.id];
    const refused = await browser.request('POST', '/files/delete', { ids });
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'file.in_use',
      errors: [
        {
          field: one.id,
          text: { en: expect.stringContaining('“Reception”'), de: expect.stringContaining('„Reception“') },
        },
        { field: two.id, text: { en: expect.stringContaining(`the running job ${jobId}`) } },
      ],
    });
    expect(await rows('files')).toBe(3);
    expect((await browser.request('GET', `/files/${one.id}`)).json().usage).toEqual({
      templates: [{ id: templateId, name: 'Reception' }],
      runningJobs: [],
    });
    await pool.query(`update jobs set state = 'success'`);
    await pool.query('update templates set removed_at = now()');
    expect((await browser.request('POST', '/files/delete', { ids: [...ids, '99'] })).json()).toEqual({
      deleted: 3,
    });
    // What a job brought is still known by its name.
    const { rows: left } = await pool.query('select file_id, name from job_files');
    expect(left).toEqual([{ file_id: null, name: '2.mp3' }]);
    await pool.query('delete from jobs');
  });
});

describe('the content', () => {
  test('comes back as it was sent, whole or in part, and is never a page', async () => {
    const content = randomBytes(PIECE_BYTES * 2 + 500);
    const { id } = await aFile('Größe "1".img', content);
    const whole = await browser.request('GET', `/files/${id}/content`);
    expect(whole.rawPayload.equals(content)).toBe(true);
    expect(whole.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(content.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="Gr__e _1_.img"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.img`,
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const part = await browser.request('GET', `/files/${id}/content`, undefined, {
      range: `bytes=${PIECE_BYTES - 10}-${PIECE_BYTES + 9}`,
    });
    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe(
      `bytes ${PIECE_BYTES - 10}-${PIECE_BYTES + 9}/${content.length}`,
    );
    expect(part.rawPayload.equals(content.subarray(PIECE_BYTES - 10, PIECE_BYTES + 10))).toBe(true);
    const behind = await browser.request('GET', `/files/${id}/content`, undefined, {
      range: 'bytes=9999999-',
    });
    expect(behind.statusCode).toBe(416);
    expect(behind.headers['content-range']).toBe(`bytes */${content.length}`);
  });

  test('is shown in a browser only as picture, sound or plain text', async () => {
    const shown = async (file: { id: string }) =>
      (await browser.request('GET', `/files/${file.id}/content?inline=true`)).headers;
    expect(await shown(await aFile('a.png', aPng(10, 10)))).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline/),
    });
    expect((await shown(await aFile('ldap.txt', anLdapTemplate())))['content-type']).toBe(
      'text/plain; charset=utf-8',
    );
    expect(await shown(await aFile('page.img', Buffer.from('<script>alert(1)</script>')))).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
    });
  });
});
