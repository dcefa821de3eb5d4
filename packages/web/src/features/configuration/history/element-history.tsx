import { Alert, Button, Skeleton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry as Entry } from '../../../api/types.ts';
import { EmptyMessage, LoadError } from '../../../shared/components/messages.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { Pager } from '../../../shared/components/pager.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { DEFAULT_PAGE_SIZE, pageAfterResize } from '../../../shared/list/paging.ts';
import type { Changes } from '../../../shared/list/search-params.ts';
import { JobProgress } from '../../jobs/index.ts';
import { useChangeLabel } from './change-table.tsx';
import { chooseEntry, compared } from './chosen-entries.ts';
import { CompareDialog } from './compare-dialog.tsx';
import classes from './history.module.css';
import { type HistoryOf, historyQuery } from './history.queries.ts';
import { HistoryEntry } from './history-entry.tsx';
import type { HistorySearch } from './history-search.ts';
import type { PutBackAsked, PutBackDone } from './put-back-dialog.tsx';

interface ElementHistoryProps {
  of: HistoryOf;
  search: HistorySearch;
  onSearch: (changes: Changes<HistorySearch>) => void;
  /** Asks before an earlier state is put back. */
  putBackDialog: (props: PutBackAsked) => ReactNode;
}

/** The history tab of a client, a mobile user or a template: every change that was submitted for it. */
export function ElementHistory({ of, search, onSearch, putBackDialog }: ElementHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const labelOf = useChangeLabel();
  const page = search.page ?? 1;
  const pageSize = search.pageSize ?? DEFAULT_PAGE_SIZE;
  const { data, error, refetch } = useQuery(historyQuery(of, { page, pageSize }));
  const [chosen, setChosen] = useState<readonly Entry[]>([]);
  const [comparing, setComparing] = useState(false);
  const [puttingBack, setPuttingBack] = useState<Entry | null>(null);
  const [done, setDone] = useState<PutBackDone | null>(null);
  const pair = compared(chosen);

  if (data === undefined) {
    return (
      <Panel>
        {error === null ? (
          <Skeleton height={240} />
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )}
      </Panel>
    );
  }
  if (data.total === 0) {
    return (
      <Panel>
        <EmptyMessage
          icon={<IconHistory size={28} stroke={1.5} />}
          title={t('configuration.history.nothing')}
        >
          {t('configuration.history.nothingText')}
        </EmptyMessage>
      </Panel>
    );
  }
  return (
    <div className={classes['history']}>
      {done === null || done.jobId === null ? null : (
        <JobProgress jobId={done.jobId} onClose={() => setDone(null)} />
      )}
      {done === null || done.notPutBack.length === 0 ? null : (
        <Alert color="yellow" title={t('configuration.history.notPutBack')}>
          {format.list(done.notPutBack.map(labelOf))}
        </Alert>
      )}
      <Panel>
        <div className={classes['bar']}>
          <span className={classes['soft']} aria-live="polite">
            {pair === null ? t('configuration.history.chooseTwo') : t('configuration.history.chosenTwo')}
          </span>
          <Button variant="default" disabled={pair === null} onClick={() => setComparing(true)}>
            {t('configuration.history.compare')}
          </Button>
        </div>
        <ol className={classes['entries']}>
          {data.items.map((entry) => (
            <HistoryEntry
              key={entry.id}
              of={of}
              entry={entry}
              chosen={chosen.some(({ id }) => id === entry.id)}
              canChoose={chosen.length < 2}
              onChoose={() => setChosen((before) => chooseEntry(before, entry))}
              onPutBack={() => setPuttingBack(entry)}
            />
          ))}
        </ol>
        <Pager
          page={page}
          pageSize={pageSize}
          total={data.total}
          onPage={(next) => onSearch({ page: next === 1 ? undefined : next })}
          onPageSize={(next) => onSearch({ page: pageAfterResize(page, pageSize, next), pageSize: next })}
        />
      </Panel>
      {comparing && pair !== null ? (
        <CompareDialog of={of} from={pair.from} to={pair.to} onClose={() => setComparing(false)} />
      ) : null}
      {puttingBack === null
        ? null
        : putBackDialog({ of, entry: puttingBack, onDone: setDone, onClose: () => setPuttingBack(null) })}
    </div>
  );
}
