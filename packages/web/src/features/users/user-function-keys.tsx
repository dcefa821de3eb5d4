import { Button } from '@mantine/core';
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { present } from '../../shared/list/search-params.ts';
import { FunctionKeys } from '../configuration/index.ts';
import { SubmitUserValues } from './submit-user-values.tsx';
import { useUserElement } from './use-user-element.ts';

/** The function keys that a mobile user brings to phones. */
export function UserFunctionKeys() {
  const { t } = useTranslation();
  const { userId } = useParams({ from: '/signed-in/users/$userId/function-keys' });
  const search = useSearch({ from: '/signed-in/users/$userId/function-keys' });
  const navigate = useNavigate({ from: '/users/$userId/function-keys' });
  const { pathname } = useLocation();
  const { element, draftScope, number, user } = useUserElement(userId, pathname);
  return (
    <FunctionKeys
      element={element}
      draftScope={draftScope}
      name={number}
      view={search}
      onView={(changes) =>
        void navigate({
          search: (previous) => present({ ...previous, ...changes }),
          replace: true,
          resetScroll: false,
        })
      }
      submitDialog={(submit) => (user === undefined ? null : <SubmitUserValues {...submit} user={user} />)}
      emptyAction={
        <Button component={Link} to="/users/$userId/configuration" params={{ userId } as never}>
          {t('users.configure')}
        </Button>
      }
      configurationLink={
        <Link to="/users/$userId/configuration" params={{ userId }} search={{ show: 'changed' }}>
          {t('functionKeys.toConfiguration')}
        </Link>
      }
    />
  );
}
