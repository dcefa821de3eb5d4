import { describe, expect, it } from 'vitest';
import type { Job } from '../../api/types.ts';
import { jobListQueryOf, readJobListSearch, readJobSearch, targetQueryOf } from './job-search.ts';
import { barParts, finishedCount } from './job-states.ts';
import { paramsIn } from './target-words.ts';

const counts: Job['counts'] = {
  waiting: 1,
  contacting: 0,
  busy: 1,
  'in-dialogue': 0,
  success: 6,
  'partial-successful': 1,
  failed: 0,
  timeout: 1,
  canceled: 0,
};

describe('the bar of a job', () => {
  it('is divided by state, done first, without empty parts', () => {
    expect(barParts(counts).map((part) => [part.state, part.count])).toEqual([
      ['success', 6],
      ['partial-successful', 1],
      ['busy', 1],
      ['waiting', 1],
      ['timeout', 1],
    ]);
    expect(barParts(counts).reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1);
  });

  it('counts what has ended, however it ended', () => {
    expect(finishedCount(counts)).toBe(8);
  });

  it('is empty for a job without targets', () => {
    const none = Object.fromEntries(Object.keys(counts).map((state) => [state, 0])) as Job['counts'];
    expect(barParts(none)).toEqual([]);
  });
});

describe('the address of the jobs list', () => {
  it('asks for the newest first by default', () => {
    expect(jobListQueryOf({})).toEqual({ page: 1, pageSize: 10, sort: 'createdAt', order: 'desc' });
  });

  it('reads its filters and drops what it does not know', () => {
    expect(readJobListSearch({ state: 'failed', type: 'restart', search: 'anna', page: '2' })).toEqual({
      state: 'failed',
      type: 'restart',
      search: 'anna',
      page: 2,
    });
    expect(readJobListSearch({ state: 'broken', type: 'dance' })).toEqual({});
  });
});

describe('the address of a job', () => {
  it('keeps the open target out of the request', () => {
    const search = readJobSearch({ state: 'failed', target: '17' });
    expect(search).toEqual({ state: 'failed', target: '17' });
    expect(targetQueryOf(search)).toEqual({
      state: 'failed',
      page: 1,
      pageSize: 25,
      sort: 'e164',
      order: 'asc',
    });
  });
});

describe('the words in a sentence', () => {
  const params = {
    address: '192.0.2.7',
    detail: 'there is no route to it',
    detailDe: 'es gibt keinen Weg dorthin',
  };

  it('are those of the reader’s language when they are the server’s own', () => {
    expect(paramsIn('en', params)['detail']).toBe('there is no route to it');
    expect(paramsIn('de', params)['detail']).toBe('es gibt keinen Weg dorthin');
  });

  it('stay as they are when a phone said them', () => {
    expect(paramsIn('de', { status: 'read only' })).toEqual({ status: 'read only' });
  });
});
