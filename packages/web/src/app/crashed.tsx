import { Button } from '@mantine/core';
import { IconMoodConfuzed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyMessage } from '../shared/components/messages.tsx';
import { useProblemText } from '../shared/components/problem-text.ts';

/** In place of a page that failed by a fault of the app itself. */
export function Crashed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const text = useProblemText(error);
  return (
    <div role="alert">
      <EmptyMessage
        level={1}
        icon={<IconMoodConfuzed size={28} stroke={1.5} />}
        title={t('app.crashed.title')}
        action={
          <Button variant="default" onClick={() => window.location.reload()}>
            {t('app.crashed.reload')}
          </Button>
        }
      >
        {text}
      </EmptyMessage>
    </div>
  );
}
