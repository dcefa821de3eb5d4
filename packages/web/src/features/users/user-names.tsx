import { List } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { Mono } from '../../shared/components/mono.tsx';
import { showToast } from '../../shared/toast/toast.tsx';
import type { ChosenUsers } from './chosen-users.ts';

const MAX_NAMED = 5;

/** Whom it concerns, by name as long as they are few. */
export function UserNames({ users: { count, shown } }: { users: ChosenUsers }) {
  if (count > MAX_NAMED || shown.length < count) return null;
  return (
    <List size="sm">
      {shown.map(({ id, e164 }) => (
        <List.Item key={id}>
          <Mono>{e164}</Mono>
        </List.Item>
      ))}
    </List>
  );
}

/** Tells of a job that was ordered for mobile users, with the way to it. */
export function useUserJobToast(): (job: Pick<Job, 'id'>, message: string) => void {
  const { t } = useTranslation();
  return (job, message) => {
    void showToast({
      id: `job-${job.id}`,
      message: (
        <>
          {message}{' '}
          <Link to="/jobs/$jobId" params={{ jobId: job.id }}>
            {t('jobs.toast.open')}
          </Link>
        </>
      ),
    });
  };
}
