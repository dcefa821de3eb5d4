import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';

/** Options that are drawn at a time; the others are found by typing. */
const LIMIT = 100;

/** A choice among all time zones, those that are likely first. */
export function TimeZoneSelect({ value, ...props }: Omit<SelectProps, 'data'>) {
  const zones = useMemo(() => {
    const likely = [value ?? [], Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC'].flat();
    return [...new Set([...likely, ...Intl.supportedValuesOf('timeZone')])];
  }, [value]);
  return <Select searchable limit={LIMIT} data={zones} value={value ?? null} {...props} />;
}
