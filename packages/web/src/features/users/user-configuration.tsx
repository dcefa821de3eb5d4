import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Mono } from '../../shared/components/mono.tsx';
import { type Changes, present } from '../../shared/list/search-params.ts';
import {
  ConfigurationArea,
  type ConfigurationView,
  type ConfiguredElement,
  type DraftScope,
} from '../configuration/index.ts';
import { SubmitUserValues } from './submit-user-values.tsx';
import { userQuery, userValuesQuery } from './users.queries.ts';

const SCOPES: ReadonlySet<string> = new Set(['user']);
const NO_CLIENTS: ConfiguredElement['clients'] = [];

/** The parameters of a mobile user. */
export function UserConfiguration() {
  const { userId } = useParams({ from: '/signed-in/users/$userId/configuration' });
  const search = useSearch({ from: '/signed-in/users/$userId/configuration' });
  const navigate = useNavigate({ from: '/users/$userId/configuration' });
  const { pathname } = useLocation();
  const { data: user } = useQuery(userQuery(userId));
  const values = useQuery(userValuesQuery(userId));
  const number = user?.e164 ?? '';
  const { data, error, refetch } = values;
  const element = useMemo<ConfiguredElement>(
    () => ({
      scopes: SCOPES,
      clients: NO_CLIENTS,
      allKnown: true,
      count: 0,
      values:
        data === undefined
          ? undefined
          : {
              kind: 'stored',
              items: data.items.flatMap(({ item, index, secret, desired, desiredSet }) =>
                desiredSet ? [{ item, index, secret, value: desired }] : [],
              ),
            },
      loading: data === undefined && error === null,
      error,
      retry: () => void refetch(),
    }),
    [data, error, refetch],
  );
  const draftScope = useMemo<DraftScope>(
    () => ({ key: `user/${userId}`, label: number, href: pathname }),
    [userId, number, pathname],
  );
  const subject = useMemo(
    () => (
      <strong>
        <Mono>{number}</Mono>
      </strong>
    ),
    [number],
  );
  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );
  return (
    <ConfigurationArea
      element={element}
      subject={subject}
      draftScope={draftScope}
      view={search}
      onView={onView}
      submitDialog={(submit) =>
        data === undefined ? null : <SubmitUserValues {...submit} user={data.user} />
      }
    />
  );
}
