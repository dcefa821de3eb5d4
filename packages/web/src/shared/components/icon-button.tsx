import { ActionIcon, Tooltip } from '@mantine/core';
import type { MouseEventHandler, ReactNode, Ref } from 'react';

interface IconButtonProps {
  /** Read out and shown as tooltip. */
  label: string;
  children: ReactNode;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  disabled?: boolean;
  /** Edge in pixels. */
  size?: number;
  loading?: boolean;
  expanded?: boolean;
  className?: string;
  /** Without tooltip where the words are obvious from the place, e.g. in every row of a list. */
  quiet?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button of one icon; never without words. */
export function IconButton({
  label,
  children,
  size = 32,
  expanded,
  quiet = false,
  ref,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} disabled={quiet}>
      <ActionIcon
        {...rest}
        {...(ref === undefined ? {} : { ref })}
        size={size}
        aria-label={label}
        {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
