import { TextInput } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/index.ts';

interface TypedNumberProps {
  /** The number that is to be typed. */
  count: number;
  value: string;
  isWrong: boolean;
  onChange: (value: string) => void;
}

/** Has the number of things typed that something cannot be undone for. */
export function TypedNumber({ count, value, isWrong, onChange }: TypedNumberProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <TextInput
      label={
        <Trans
          i18nKey="confirm.typeNumber"
          values={{ number: format.number(count) }}
          components={{ b: <strong /> }}
        />
      }
      inputMode="numeric"
      data-autofocus
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={isWrong ? t('confirm.wrongNumber', { number: format.number(count) }) : undefined}
    />
  );
}
