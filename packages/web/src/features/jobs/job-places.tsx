import { useTranslation } from 'react-i18next';
import { Places } from '../../shared/components/places.tsx';

/** The pages around jobs. */
export function JobPlaces() {
  const { t } = useTranslation();
  return (
    <Places
      label={t('jobs.list.title')}
      places={[
        { to: '/jobs', label: t('jobs.list.title'), exact: true },
        { to: '/jobs/recurring', label: t('jobs.list.recurring') },
      ]}
    />
  );
}
