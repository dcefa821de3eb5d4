import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A page's outline while it is on its way. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div aria-busy="true">
      <span className="df-visually-hidden">{t('common.loading')}</span>
      <Skeleton height={14} width={90} mb={12} />
      <Skeleton height={26} width={260} mb={20} />
      <Skeleton height={140} radius="lg" mb={16} />
      <Skeleton height={320} radius="lg" />
    </div>
  );
}
