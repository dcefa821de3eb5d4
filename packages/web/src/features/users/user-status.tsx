import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/types.ts';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { visibleText } from '../../shared/text/visible-text.ts';

/** Where a mobile user is logged on, and since when. */
export function UserStatusMark({ user }: { user: User }) {
  const { t } = useTranslation();
  if (user.status === 'logged-off' || user.loggedOnAt === null) {
    return <span className={table['soft']}>{t('users.status.logged-off')}</span>;
  }
  return (
    <>
      <StateMark tone="ok">
        {t('users.status.loggedOnAt')} <DeviceLink device={user.loggedOnAt} />
      </StateMark>
      {user.since === null ? null : (
        <span className={table['second']}>
          <RelativeTime iso={user.since} />
        </span>
      )}
      {user.leavingJobId === null ? null : (
        <span className={table['second']}>
          <Link to="/jobs/$jobId" params={{ jobId: user.leavingJobId }}>
            {t('users.status.leaving')}
          </Link>
        </span>
      )}
    </>
  );
}

export function DeviceLink({ device }: { device: NonNullable<User['baseDevice']> }) {
  return (
    <Link to="/clients/$clientId" params={{ clientId: device.clientId }} className={table['link']}>
      {visibleText(device.e164 === '' ? device.deviceId : device.e164)}
    </Link>
  );
}
