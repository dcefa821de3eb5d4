import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { addPageTexts } from '../../shared/i18n/page-texts.ts';
import { serverSettingsQuery } from '../../shared/server-settings/server-settings.queries.ts';
import { settings as de } from './i18n/de.ts';
import { settings as en } from './i18n/en.ts';
import { ServerSettingsForm } from './server-settings-form.tsx';
import classes from './settings.module.css';

addPageTexts({ en: { settings: en }, de: { settings: de } });

/** Settings of the server, and the way to those that stand beside what they are about. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(serverSettingsQuery);
  return (
    <>
      <PageHeader title={t('app.settings')} />
      {data !== undefined ? (
        <div className={classes['panels']}>
          <Panel>
            <PanelTitle detail={t('settings.serverText')}>{t('settings.server')}</PanelTitle>
            <ServerSettingsForm settings={data} />
          </Panel>
          <Panel>
            <PanelTitle detail={t('settings.moreText')}>{t('settings.more')}</PanelTitle>
            <OtherSettings />
          </Panel>
        </div>
      ) : error === null ? (
        <PageSkeleton />
      ) : (
        <LoadError error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function OtherSettings() {
  const { t } = useTranslation();
  const places = [
    { to: '/jobs', title: t('jobs.list.title'), text: t('settings.places.jobs') },
    { to: '/files', title: t('files.title'), text: t('settings.places.files') },
    {
      to: '/storage-providers',
      title: t('storageProviders.title'),
      text: t('settings.places.storageProviders'),
    },
    { to: '/users', title: t('users.title'), text: t('settings.places.users') },
    { to: '/clients/scans', title: t('scans.title'), text: t('settings.places.scans') },
    { to: '/clients/waiting', title: t('acceptance.title'), text: t('settings.places.waiting') },
  ] as const;
  return (
    <dl className={classes['places']}>
      {places.map(({ to, title, text }) => (
        <div key={to}>
          <dt>
            <Link to={to}>{title}</Link>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
