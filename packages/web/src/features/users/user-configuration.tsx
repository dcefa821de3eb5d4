import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Mono } from '../../shared/components/mono.tsx';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { ConfigurationArea, type ConfigurationView, ValueHistory } from '../configuration/index.ts';
import { SubmitUserValues } from './submit-user-values.tsx';
import { useUserElement } from './use-user-element.ts';

/** The parameters of a mobile user. */
export function UserConfiguration() {
  const { t } = useTranslation();
  const { userId } = useParams({ from: '/signed-in/users/$userId/configuration' });
  const search = useSearch({ from: '/signed-in/users/$userId/configuration' });
  const navigate = useNavigate({ from: '/users/$userId/configuration' });
  const { pathname } = useLocation();
  const { element, draftScope, number, user } = useUserElement(userId, pathname);
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
  const sectionLinks = useMemo(
    () => ({
      '7.7.2': (
        <Link to="/users/$userId/function-keys" params={{ userId }}>
          {t('functionKeys.open')}
        </Link>
      ),
    }),
    [userId, t],
  );
  return (
    <ConfigurationArea
      element={element}
      subject={subject}
      draftScope={draftScope}
      view={search}
      onView={onView}
      sectionLinks={sectionLinks}
      submitDialog={(submit) => (user === undefined ? null : <SubmitUserValues {...submit} user={user} />)}
      historyDialog={(row, onClose) => (
        <ValueHistory of={{ kind: 'users', id: userId }} row={row} onClose={onClose} />
      )}
    />
  );
}
