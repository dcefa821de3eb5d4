import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { ConfigurationArea, type ConfigurationView } from '../configuration/index.ts';
import { SubmitPreparedValues } from './submit-prepared-values.tsx';
import { usePreparedElement } from './use-prepared-element.ts';

/** Values that a phone gets when it calls for the first time. */
export function PreparedConfiguration() {
  const { t } = useTranslation();
  const { preparedId } = useParams({ from: '/signed-in/clients/plug-and-play/$preparedId/' });
  const search = useSearch({ from: '/signed-in/clients/plug-and-play/$preparedId/' });
  const navigate = useNavigate({ from: '/clients/plug-and-play/$preparedId' });
  const { element, draftScope, prepared } = usePreparedElement(preparedId);
  const subject = useMemo(() => <span>{t('plugAndPlay.form.valuesText')}</span>, [t]);
  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );
  const sectionLinks = useMemo(
    () => ({
      '7.7.2': (
        <Link to="/clients/plug-and-play/$preparedId/function-keys" params={{ preparedId }}>
          {t('functionKeys.open')}
        </Link>
      ),
    }),
    [preparedId, t],
  );
  return (
    <ConfigurationArea
      element={element}
      subject={subject}
      draftScope={draftScope}
      view={search}
      onView={onView}
      sectionLinks={sectionLinks}
      submitDialog={(submit) =>
        prepared === undefined ? null : <SubmitPreparedValues {...submit} prepared={prepared} />
      }
    />
  );
}
