import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconLoader2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './state-mark.module.css';

/** What a state means for the reader; each has a shape and a color of its own. */
export type Tone = 'ok' | 'waiting' | 'active' | 'attention' | 'failed' | 'off';

const ICON = {
  ok: IconCircleCheck,
  waiting: IconClock,
  active: IconLoader2,
  attention: IconAlertTriangle,
  failed: IconCircleX,
  off: IconCircleDashed,
} as const;

/** A state in words, shape and color. */
export function StateMark({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICON[tone];
  return (
    <span className={classes['mark']} data-tone={tone}>
      <Icon size={15} stroke={2} aria-hidden className={classes['icon']} />
      <span>{children}</span>
    </span>
  );
}
