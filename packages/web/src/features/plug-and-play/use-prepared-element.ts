import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { type ConfiguredElement, type DraftScope, scopesOf } from '../configuration/index.ts';
import { plugAndPlayQuery } from './plug-and-play.queries.ts';
import { nameOf } from './use-prepared-columns.tsx';

/** Which software the phone will have is not known. */
const SCOPES = scopesOf(new Set());
const NO_CLIENTS: ConfiguredElement['clients'] = [];

export interface ConfiguredPreparation {
  element: ConfiguredElement;
  draftScope: DraftScope;
  prepared: PlugAndPlayClient | undefined;
}

/** A prepared client for the configuration area. */
export function usePreparedElement(preparedId: string): ConfiguredPreparation {
  const { pathname } = useLocation();
  const { data: prepared, error, refetch } = useQuery(plugAndPlayQuery(preparedId));
  const name = prepared === undefined ? '' : nameOf(prepared);
  const element = useMemo<ConfiguredElement>(
    () => ({
      scopes: SCOPES,
      clients: NO_CLIENTS,
      allKnown: false,
      models: prepared === undefined || prepared.hardwareType === '' ? [] : [prepared.hardwareType],
      count: 0,
      values: prepared === undefined ? undefined : { kind: 'stored', items: prepared.values },
      loading: prepared === undefined && error === null,
      error,
      retry: () => void refetch(),
    }),
    [prepared, error, refetch],
  );
  const draftScope = useMemo<DraftScope>(
    () => ({ key: `plug-and-play/${preparedId}`, label: name, href: pathname }),
    [preparedId, name, pathname],
  );
  return { element, draftScope, prepared };
}
