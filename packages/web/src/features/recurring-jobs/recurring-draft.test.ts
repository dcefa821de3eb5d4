import { describe, expect, test } from 'vitest';
import type { RecurringJob } from '../../api/types.ts';
import { bodyOf, draftOf, isIncomplete } from './recurring-draft.ts';

const job = (clients: RecurringJob['clients']): RecurringJob => ({
  id: '7',
  version: 3,
  name: 'Nightly refresh',
  type: 'refresh-data',
  clients,
  schedule: { kind: 'weekly', days: ['sat', 'sun'], time: '03:30' },
  timeZone: 'Europe/Berlin',
  timeoutSeconds: 7200,
  paused: true,
  nextRunAt: null,
  lastRun: null,
  skipped: null,
  createdBy: 'admin',
  updatedBy: 'admin',
  updatedAt: '2026-11-01T10:00:00.000Z',
});

describe('a recurring job that is edited', () => {
  test.each<[string, RecurringJob['clients'], string]>([
    ['all', { filter: {} }, 'all'],
    ['a group', { filter: { group: '4' } }, 'group'],
    ['a text', { filter: { search: 'CP710' } }, 'matching'],
    ['ids', { ids: ['1', '2'] }, 'kept'],
    ['several filters', { filter: { group: '4', search: 'CP710' } }, 'kept'],
  ])('is sent as it was while nobody changes it: clients by %s', (_by, clients, scope) => {
    const stored = job(clients);
    const draft = draftOf(stored);
    expect(draft.scope).toBe(scope);
    const { name, type, schedule, timeZone, timeoutSeconds, paused } = stored;
    expect(bodyOf({ ...draft, zone: draft.zone ?? 'Asia/Tokyo' }, stored)).toEqual({
      name,
      type,
      clients,
      schedule,
      timeZone,
      timeoutSeconds,
      paused,
    });
  });

  test('is incomplete without a name, a group, a text or a day', () => {
    const draft = { ...draftOf(null), name: 'Nightly' };
    expect(isIncomplete(draft)).toBe(false);
    for (const missing of [
      { name: '  ' },
      { scope: 'group' as const },
      { scope: 'matching' as const, text: ' ' },
      { schedule: { kind: 'weekly' as const, days: [], time: '03:30' } },
    ])
      expect(isIncomplete({ ...draft, ...missing })).toBe(true);
  });
});
