import { describe, expect, it } from 'vitest';
import { fixedSettings, formatSettings, settingArguments, tunedSettings } from './settings.ts';

const GIBIBYTE = 1024 ** 3;

describe("PostgreSQL's settings", () => {
  it.each([
    { memory: 0.125 * GIBIBYTE, buffers: '32MB', cache: '64MB' },
    { memory: 1 * GIBIBYTE, buffers: '128MB', cache: '512MB' },
    { memory: 2 * GIBIBYTE, buffers: '256MB', cache: '1024MB' },
    { memory: 8 * GIBIBYTE, buffers: '1024MB', cache: '4096MB' },
    { memory: 64 * GIBIBYTE, buffers: '1024MB', cache: '32768MB' },
  ])('keep $buffers of $memory bytes of memory for themselves', ({ memory, buffers, cache }) => {
    expect(tunedSettings(memory)).toMatchObject({ shared_buffers: buffers, effective_cache_size: cache });
  });

  it('are written so that a quote in a value stays part of it', () => {
    expect(formatSettings({ hba_file: "/srv/anna's/pg_hba.conf" })).toContain(
      "\nhba_file = '/srv/anna''s/pg_hba.conf'\n",
    );
  });

  it('name a folder with a comma or a quote as one folder', () => {
    const settings = fixedSettings({ sockets: '/srv/a, "b"', accessFile: '/f', durable: true });
    expect(settingArguments(settings)).toContain('unix_socket_directories="/srv/a, ""b"""');
  });

  it('let no network in and give up no acknowledged write', () => {
    expect(fixedSettings({ sockets: '/s', accessFile: '/f', durable: true })).toMatchObject({
      listen_addresses: '',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
    });
  });
});
