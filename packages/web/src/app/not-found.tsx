import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyMessage } from '../shared/components/messages.tsx';
import { usePageTitle } from '../shared/components/page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('app.notFound.title'));
  return (
    <EmptyMessage
      level={1}
      icon={<IconMapQuestion size={28} stroke={1.5} />}
      title={t('app.notFound.title')}
      action={
        <Button component={Link} to="/" variant="default">
          {t('app.notFound.action')}
        </Button>
      }
    >
      {t('app.notFound.text')}
    </EmptyMessage>
  );
}
