import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../../shared/list/search-params.ts';
import { readConfigureSearch, scopeOfSearch, searchOfScope } from './configure-address.ts';

describe('the address of the area for several clients', () => {
  it('names the clients or the filter and comes back as it was', () => {
    for (const scope of [{ ids: ['4711', '4712'] }, { filter: { state: 'drift', search: '49' } as const }]) {
      const address = stringifySearch(searchOfScope(scope));
      expect(scopeOfSearch(readConfigureSearch(parseSearch(address)))).toEqual(scope);
    }
  });

  it('takes every client for an empty filter only when it says so', () => {
    expect(scopeOfSearch(readConfigureSearch({ all: 'true' }))).toEqual({ filter: {} });
    expect(scopeOfSearch(readConfigureSearch({}))).toBeNull();
    expect(scopeOfSearch(readConfigureSearch({ ids: ',' }))).toBeNull();
  });
});
