import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { present } from '../../shared/list/search-params.ts';
import {
  ElementHistory,
  type PutBackAsked,
  PutBackDialog,
  usePutBackChoice,
} from '../configuration/index.ts';
import { usePutBack } from './clients.queries.ts';

/** The history tab of a client. */
export function ClientHistory() {
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId/history' });
  const search = useSearch({ from: '/signed-in/clients/$clientId/history' });
  const navigate = useNavigate({ from: '/clients/$clientId/history' });
  return (
    <ElementHistory
      of={{ kind: 'clients', id: clientId }}
      search={search}
      onSearch={(changes) => void navigate({ search: (previous) => present({ ...previous, ...changes }) })}
      putBackDialog={(asked) => <PutBackOnClient {...asked} />}
    />
  );
}

function PutBackOnClient({ of, entry, ...rest }: PutBackAsked) {
  const choice = usePutBackChoice(of, entry);
  const { mutateAsync } = usePutBack();
  return (
    <PutBackDialog
      {...rest}
      choice={choice}
      putBack={async () => {
        const order = { id: of.id, entryId: entry.id, withLater: choice.withLater };
        const { job, notPutBack } = await mutateAsync(order);
        return { jobId: job.id, notPutBack };
      }}
    />
  );
}
