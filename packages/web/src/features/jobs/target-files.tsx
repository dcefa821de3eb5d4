import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Target, TargetFile } from '../../api/types.ts';
import { StateMark, type Tone } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { isOpenTarget } from './job-states.ts';
import { useTargetWords } from './job-words.ts';
import classes from './target-files.module.css';

const TONE: Record<TargetFile['state'], Tone> = {
  pending: 'waiting',
  told: 'active',
  fetching: 'active',
  fetched: 'active',
  rebooting: 'active',
  stored: 'ok',
  deleted: 'ok',
  present: 'off',
  refused: 'failed',
  'left-out': 'off',
};

/** How each file stands on its way to a phone: told, being fetched with bytes, restarting, there. */
export function TargetFiles({ target }: { target: Target }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTargetWords();
  // What the phone was never told of is nothing to wait for once the target has ended.
  const files = target.files.filter(({ state }) => state !== 'pending' || isOpenTarget(target.state));
  if (files.length === 0) return null;
  return (
    <ul className={classes['files']}>
      {files.map((file, at) => {
        const { action, name, state, bytes, fetchedBytes, reason } = file;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an order may name a file twice, and its places stay
          <li key={at}>
            <span className={classes['name']}>
              {t(`deployments.target.${action}`, { name: visibleText(name) })}
            </span>
            <StateMark tone={TONE[state]}>{t(`deployments.target.state.${state}`)}</StateMark>
            {state === 'fetching' && bytes !== null ? (
              <span className={classes['transfer']}>
                <Progress
                  size="sm"
                  value={bytes === 0 ? 100 : (fetchedBytes / bytes) * 100}
                  aria-label={t('deployments.target.progress', { name })}
                />
                {t('deployments.target.bytes', {
                  fetched: format.bytes(fetchedBytes),
                  total: format.bytes(bytes),
                })}
              </span>
            ) : null}
            {reason === null || reason.text === target.reason?.text ? null : (
              <span className={classes['reason']}>{words(reason)}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
