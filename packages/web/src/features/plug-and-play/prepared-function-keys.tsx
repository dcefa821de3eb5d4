import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { present } from '../../shared/list/search-params.ts';
import { FunctionKeys } from '../configuration/index.ts';
import { SubmitPreparedValues } from './submit-prepared-values.tsx';
import { usePreparedElement } from './use-prepared-element.ts';

/** The function keys that a phone gets when it calls for the first time. */
export function PreparedFunctionKeys() {
  const { t } = useTranslation();
  const { preparedId } = useParams({ from: '/signed-in/clients/plug-and-play/$preparedId/function-keys' });
  const search = useSearch({ from: '/signed-in/clients/plug-and-play/$preparedId/function-keys' });
  const navigate = useNavigate({ from: '/clients/plug-and-play/$preparedId/function-keys' });
  const { element, draftScope, prepared } = usePreparedElement(preparedId);
  return (
    <FunctionKeys
      element={element}
      draftScope={draftScope}
      name={draftScope.label}
      view={search}
      onView={(changes) =>
        void navigate({
          search: (previous) => present({ ...previous, ...changes }),
          replace: true,
          resetScroll: false,
        })
      }
      submitDialog={(submit) =>
        prepared === undefined ? null : <SubmitPreparedValues {...submit} prepared={prepared} />
      }
      emptyAction={null}
      configurationLink={
        <Link to="/clients/plug-and-play/$preparedId" params={{ preparedId }} search={{ show: 'changed' }}>
          {t('functionKeys.toConfiguration')}
        </Link>
      }
    />
  );
}
