import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Places } from '../../shared/components/places.tsx';
import { activeScansQuery, waitingPhonesQuery, waitingPlugAndPlayQuery } from './place-counts.queries.ts';

/** The pages around clients, with what waits on each. */
export function ClientPlaces() {
  const { t } = useTranslation();
  const { data: prepared } = useQuery(waitingPlugAndPlayQuery);
  const { data: held } = useQuery(waitingPhonesQuery);
  const { data: scanning } = useQuery(activeScansQuery);
  return (
    <Places
      label={t('clients.list.title')}
      places={[
        { to: '/clients', label: t('clients.list.title'), exact: true },
        { to: '/clients/plug-and-play', label: t('plugAndPlay.title'), count: prepared },
        { to: '/clients/waiting', label: t('acceptance.title'), count: held },
        { to: '/clients/scans', label: t('scans.title'), count: scanning },
      ]}
    />
  );
}
