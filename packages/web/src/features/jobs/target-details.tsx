import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '../../api/types.ts';
import { LoadError } from '../../shared/components/messages.tsx';
import { ContactList } from '../contact-log/index.ts';
import { isOpenTarget } from './job-states.ts';
import { targetContactsQuery } from './jobs.queries.ts';
import classes from './target-table.module.css';
import { TargetTimeline } from './target-timeline.tsx';

/** What happened to a client of a job, and on request every message that was exchanged for it. */
export function TargetDetails({ jobId, target }: { jobId: string; target: Target }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <>
      <TargetTimeline events={target.events} open={isOpenTarget(target.state)} />
      {target.clientId === null ? null : (
        <details
          className={classes['messages']}
          open={shown}
          onToggle={(event) => setShown(event.currentTarget.open)}
        >
          <summary>{t('jobs.messages.title')}</summary>
          {shown ? <TargetMessages jobId={jobId} targetId={target.id} /> : null}
        </details>
      )}
    </>
  );
}

function TargetMessages({ jobId, targetId }: { jobId: string; targetId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(targetContactsQuery(jobId, targetId));
  if (data === undefined) {
    if (error === null) return <Skeleton height={60} mt="xs" />;
    return <LoadError error={error} onRetry={() => void refetch()} />;
  }
  if (data.length === 0) return <p className={classes['noMessages']}>{t('jobs.messages.none')}</p>;
  return (
    <Suspense fallback={<Skeleton height={60} mt="xs" />}>
      <ContactList contacts={data} />
    </Suspense>
  );
}
