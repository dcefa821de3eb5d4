import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { present } from '../../shared/list/search-params.ts';
import {
  ElementHistory,
  type PutBackAsked,
  PutBackDialog,
  usePutBackChoice,
} from '../configuration/index.ts';
import { usePutBackUser, userQuery } from './users.queries.ts';

/** The history tab of a mobile user. */
export function UserHistory() {
  const { userId } = useParams({ from: '/signed-in/users/$userId/history' });
  const search = useSearch({ from: '/signed-in/users/$userId/history' });
  const navigate = useNavigate({ from: '/users/$userId/history' });
  return (
    <ElementHistory
      of={{ kind: 'users', id: userId }}
      search={search}
      onSearch={(changes) => void navigate({ search: (previous) => present({ ...previous, ...changes }) })}
      putBackDialog={(asked) => <PutBackForUser {...asked} />}
    />
  );
}

function PutBackForUser({ of, entry, ...rest }: PutBackAsked) {
  const { t } = useTranslation();
  const choice = usePutBackChoice(of, entry);
  const { data: user } = useQuery(userQuery(of.id));
  const { mutateAsync } = usePutBackUser();
  if (user === undefined) return null;
  return (
    <PutBackDialog
      {...rest}
      choice={choice}
      note={t(user.status === 'logged-on' ? 'users.submit.atOnce' : 'users.submit.nextLogon', {
        number: user.e164,
      })}
      putBack={async () => {
        const order = { id: of.id, version: user.version, entryId: entry.id, withLater: choice.withLater };
        const { notPutBack } = await mutateAsync(order);
        return { jobId: null, notPutBack };
      }}
    />
  );
}
