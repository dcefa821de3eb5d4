import { Button } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import classes from './messages.module.css';
import { useProblemText } from './problem-text.ts';

interface EmptyMessageProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Of the title: 1 where the message is all that the page has. */
  level?: 1 | 2;
}

/** Why there is nothing here, and the one thing to do about it. */
export function EmptyMessage({ icon, title, children, action, level = 2 }: EmptyMessageProps) {
  const Title = level === 1 ? 'h1' : 'h2';
  return (
    <div className={classes['block']}>
      <div className={classes['icon']} aria-hidden>
        {icon}
      </div>
      <Title className={classes['title']}>{title}</Title>
      {children === undefined ? null : <div className={classes['text']}>{children}</div>}
      {action === undefined ? null : <div className={classes['action']}>{action}</div>}
    </div>
  );
}

interface LoadErrorProps {
  error: unknown;
  onRetry?: () => void;
  /** As of an empty message. */
  level?: 1 | 2;
}

/** A view that could not be loaded: what happened in the server's words, and a way to try again. */
export function LoadError({ error, onRetry, level = 2 }: LoadErrorProps) {
  const { t } = useTranslation();
  const text = useProblemText(error);
  return (
    <div role="alert">
      <EmptyMessage
        icon={<IconCloudOff size={28} stroke={1.5} />}
        level={level}
        title={t('common.loadFailed')}
        action={
          onRetry === undefined || isGone(error) ? undefined : (
            <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
              {t('common.tryAgain')}
            </Button>
          )
        }
      >
        {text}
        <RequestNumber error={error} />
      </EmptyMessage>
    </div>
  );
}

/** What does not exist does not come by trying again. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function RequestNumber({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiError) || error.requestId === null || error.status < 500) return null;
  return (
    <div className={classes['request']}>
      {t('common.requestNumber')} <code>{error.requestId}</code>
    </div>
  );
}

/** A failure beside what caused it. */
export function InlineProblem({ error }: { error: unknown }) {
  const text = useProblemText(error);
  if (error === null || error === undefined) return null;
  return (
    <div role="alert" className={classes['inline']}>
      {text}
      <RequestNumber error={error} />
    </div>
  );
}
