import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import type { RolloutDraft } from './rollout-draft.ts';

type Rules = RolloutDetail['rules'];

/** 2 January 2023 is a Monday. */
const MONDAY = Date.UTC(2023, 0, 2);
const DAY_MS = 86_400_000;

/** The name of a day of the week, 1 is Monday. */
export function weekdayName(day: number, language: string, width: 'short' | 'long'): string {
  const date = new Date(MONDAY + (day - 1) * DAY_MS);
  return new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' }).format(date);
}

/** The rules of a rollout in words. */
export function useRuleWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  return {
    waves: ({ canary, steps }: RolloutDetail['waveRules']): string => {
      const percents = t('rollouts.rule.steps', { steps: format.list(steps.map((step) => `${step} %`)) });
      if (canary === null) return percents;
      const first =
        'groupId' in canary
          ? t('rollouts.rule.canaryGroup', { group: canary.groupName })
          : t('rollouts.rule.canaryCount', { count: canary.count });
      return `${first}; ${percents}`;
    },
    gate: ({ successPercent, pauseMinutes }: Rules['gate']): string =>
      pauseMinutes === 0
        ? t('rollouts.rule.gate', { percent: successPercent })
        : t('rollouts.rule.gatePause', { percent: successPercent, count: pauseMinutes }),
    stop: ({ failures, failurePercent, notBackMinutes }: Rules['stop']): string => {
      const limits = [
        ...(failures === null ? [] : [t('rollouts.rule.failures', { count: failures })]),
        ...(failurePercent === null ? [] : [t('rollouts.rule.failurePercent', { percent: failurePercent })]),
      ];
      if (limits.length === 0) return t('rollouts.rule.neverStops');
      const notBack =
        notBackMinutes === null ? '' : ` ${t('rollouts.rule.notBack', { count: notBackMinutes })}`;
      return `${t('rollouts.rule.stopsAt', { limits: limits.join(t('rollouts.rule.or')) })}${notBack}`;
    },
    window: (window: RolloutDraft['window']): string =>
      window === null
        ? t('rollouts.rule.always')
        : t('rollouts.rule.window', {
            days:
              window.weekdays.length === 7
                ? t('rollouts.rule.everyDay')
                : format.list(
                    window.weekdays
                      .toSorted((a, b) => a - b)
                      .map((day) => weekdayName(day, language, 'short')),
                  ),
            from: window.from,
            to: window.to,
            zone: window.timeZone,
          }),
  };
}
