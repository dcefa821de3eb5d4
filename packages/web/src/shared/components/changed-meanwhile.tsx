import { Alert, Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './changed-meanwhile.module.css';
import { RelativeTime } from './relative-time.tsx';

/** One thing of which at least two of the three states differ. */
export interface ThreeWay {
  key: string;
  label: ReactNode;
  before: ReactNode;
  theirs: ReactNode;
  mine: ReactNode;
  /** Both have changed it, and to different things. */
  clashes: boolean;
}

interface ChangedMeanwhileProps {
  /** User name; null when nobody knows. */
  by: string | null;
  /** ISO 8601. */
  at: string;
  rows: readonly ThreeWay[];
  /** Gives up what was typed for what is there now. */
  onReload: () => void;
}

/** Says that somebody else was faster, and puts side by side what was there, what is there now, and what was typed. */
export function ChangedMeanwhile({ by, at, rows, onReload }: ChangedMeanwhileProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  // *Save* may stand far below: who pressed it would see nothing happen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told again when somebody was faster again
  useLayoutEffect(() => {
    root.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <Alert
      ref={root}
      color="yellow"
      role="alert"
      icon={<IconUsers size={18} />}
      title={by === null ? t('meanwhile.titleUnknown') : t('meanwhile.title', { name: by })}
      classNames={{
        root: classes['alert'] ?? '',
        title: classes['title'] ?? '',
        body: classes['body'] ?? '',
      }}
    >
      <p className={classes['text']}>
        <RelativeTime iso={at} /> · {t('meanwhile.text')}
      </p>
      {rows.length === 0 ? (
        <p className={classes['text']}>{t('meanwhile.nothing')}</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">{t('meanwhile.what')}</th>
              <th scope="col">{t('meanwhile.before')}</th>
              <th scope="col">{t('meanwhile.theirs')}</th>
              <th scope="col">{t('meanwhile.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} data-clash={row.clashes}>
                <th scope="row">{row.label}</th>
                <td data-label={t('meanwhile.before')}>{row.before}</td>
                <td data-label={t('meanwhile.theirs')}>{row.theirs}</td>
                <td data-label={t('meanwhile.mine')}>{row.mine}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group gap="xs" mt="sm">
        <Button size="xs" variant="default" onClick={onReload}>
          {t('meanwhile.reload')}
        </Button>
        <span className={classes['or']}>{t('meanwhile.orSave')}</span>
      </Group>
    </Alert>
  );
}
