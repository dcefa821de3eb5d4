import { Skeleton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFacets, JobState } from '../../api/types.ts';
import { clientFacetsQuery } from '../../features/clients/index.ts';
import { JOB_TONE, jobCountQuery, jobListQuery, useJobTitle } from '../../features/jobs/index.ts';
import { LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './home-page.module.css';

/** States of jobs that the start page counts. */
const COUNTED = [
  'active',
  'created',
  'failed',
  'timeout',
  'partial-successful',
] as const satisfies JobState[];

/** What needs attention, then the numbers; every number leads to its list. */
export function HomePage() {
  const { t } = useTranslation();
  const facets = useQuery(clientFacetsQuery);
  const counts = useQueries({ queries: COUNTED.map((state) => jobCountQuery(state)) });
  const [active, created, failed, timedOut, partial] = counts.map((count) => count.data);
  const error = facets.error ?? counts.find((count) => count.error !== null)?.error ?? null;

  if (error !== null && facets.data === undefined) {
    const retry = (): void => {
      void facets.refetch();
      for (const count of counts) void count.refetch();
    };
    return (
      <>
        <PageHeader title={t('app.welcome.title')} />
        <Panel>
          <LoadError error={error} onRetry={retry} />
        </Panel>
      </>
    );
  }

  const { data } = facets;
  return (
    <>
      <PageHeader title={t('app.welcome.title')} />
      <div className={classes['grid']}>
        <Panel>
          <PanelTitle>{t('app.welcome.attention')}</PanelTitle>
          <Attention facets={data} failed={failed} timedOut={timedOut} partial={partial} />
        </Panel>
        <Panel>
          <PanelTitle>{t('app.welcome.numbers')}</PanelTitle>
          <ul className={classes['numbers']}>
            <NumberLink label={t('app.welcome.clients')} count={data?.total}>
              {(children) => <Link to="/clients">{children}</Link>}
            </NumberLink>
            <NumberLink label={t('app.welcome.openWork')} count={data?.openWork}>
              {(children) => (
                <Link to="/clients" search={{ state: 'open-work' }}>
                  {children}
                </Link>
              )}
            </NumberLink>
            <NumberLink label={t('app.welcome.openJobs')} count={active}>
              {(children) => (
                <Link to="/jobs" search={{ state: 'active' }}>
                  {children}
                </Link>
              )}
            </NumberLink>
            <NumberLink label={t('app.welcome.scheduledJobs')} count={created}>
              {(children) => (
                <Link to="/jobs" search={{ state: 'created' }}>
                  {children}
                </Link>
              )}
            </NumberLink>
          </ul>
        </Panel>
        <Models facets={data} />
        <RecentJobs />
      </div>
    </>
  );
}

interface NumberLinkProps {
  label: string;
  count: number | undefined;
  children: (content: ReactNode) => ReactNode;
}

function NumberLink({ label, count, children }: NumberLinkProps) {
  const format = useFormat();
  return (
    <li>
      {children(
        <>
          <span className={classes['count']}>
            {count === undefined ? <Skeleton height={26} width={56} /> : format.number(count)}
          </span>
          <span className={classes['countLabel']}>{label}</span>
        </>,
      )}
    </li>
  );
}

interface AttentionProps {
  facets: ClientFacets | undefined;
  failed: number | undefined;
  timedOut: number | undefined;
  partial: number | undefined;
}

function Attention({ facets, failed, timedOut, partial }: AttentionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const loading = [facets, failed, timedOut, partial].includes(undefined);
  if (loading) {
    return (
      <div className={classes['padded']}>
        <Skeleton height={14} width="60%" mb={14} />
        <Skeleton height={14} width="45%" />
      </div>
    );
  }
  const jobStates = [
    { state: 'failed', count: failed ?? 0, label: t('app.welcome.failedJobs') },
    { state: 'timeout', count: timedOut ?? 0, label: t('app.welcome.timedOutJobs') },
    { state: 'partial-successful', count: partial ?? 0, label: t('app.welcome.partialJobs') },
  ] as const;
  const clientStates = [
    { state: 'refused', tone: 'failed', count: facets?.refused ?? 0, label: t('app.welcome.refused') },
    { state: 'drift', tone: 'attention', count: facets?.drift ?? 0, label: t('app.welcome.drift') },
  ] as const;
  const jobEntries = jobStates.filter((entry) => entry.count > 0);
  const clientEntries = clientStates.filter((entry) => entry.count > 0);
  if (jobEntries.length + clientEntries.length === 0) {
    return (
      <div className={classes['padded']}>
        <StateMark tone="ok">{t('app.welcome.calm')}</StateMark>
      </div>
    );
  }
  return (
    <ul className={classes['attention']}>
      {jobEntries.map((entry) => (
        <li key={entry.state}>
          <Link to="/jobs" search={{ state: entry.state }}>
            <StateMark tone={JOB_TONE[entry.state]}>{entry.label}</StateMark>
            <strong>{format.number(entry.count)}</strong>
            <IconChevronRight size={16} aria-hidden />
          </Link>
        </li>
      ))}
      {clientEntries.map((entry) => (
        <li key={entry.state}>
          <Link to="/clients" search={{ state: entry.state }}>
            <StateMark tone={entry.tone}>{entry.label}</StateMark>
            <strong>{format.number(entry.count)}</strong>
            <IconChevronRight size={16} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Models({ facets }: { facets: ClientFacets | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...(facets?.deviceTypes ?? []).map((entry) => entry.count));
  return (
    <Panel>
      <PanelTitle>{t('app.welcome.models')}</PanelTitle>
      {facets === undefined ? (
        <div className={classes['padded']}>
          <Skeleton height={120} />
        </div>
      ) : facets.total === 0 ? (
        <div className={classes['padded']}>
          {t('app.welcome.noClients')} <Link to="/clients">{t('app.welcome.noClientsAction')}</Link>
        </div>
      ) : (
        <ul className={classes['models']}>
          {facets.deviceTypes.map(({ type, count }) => (
            <li key={type}>
              <Link to="/clients" search={{ deviceType: type }}>
                <span className={classes['model']}>{type}</span>
                <span className={classes['track']} aria-hidden>
                  <span style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <span className={classes['modelCount']}>{format.number(count)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function RecentJobs() {
  const { t } = useTranslation();
  const title = useJobTitle();
  const { data } = useQuery(jobListQuery({ page: 1, pageSize: 6, sort: 'createdAt', order: 'desc' }));
  return (
    <Panel>
      <PanelTitle detail={<Link to="/jobs">{t('app.welcome.allJobs')}</Link>}>
        {t('app.welcome.recent')}
      </PanelTitle>
      {data === undefined ? (
        <div className={classes['padded']}>
          <Skeleton height={120} />
        </div>
      ) : data.items.length === 0 ? (
        <div className={classes['padded']}>{t('app.welcome.noJobs')}</div>
      ) : (
        <ul className={classes['jobs']}>
          {data.items.map((job) => (
            <li key={job.id}>
              <Link to="/jobs/$jobId" params={{ jobId: job.id }}>
                <span className={classes['jobTitle']}>{title(job)}</span>
                <StateMark tone={job.canceledAt === null ? JOB_TONE[job.state] : 'off'}>
                  {job.canceledAt === null ? t(`jobs.state.${job.state}`) : t('jobs.canceled')}
                </StateMark>
                <span className={classes['jobTime']}>
                  <RelativeTime iso={job.createdAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
