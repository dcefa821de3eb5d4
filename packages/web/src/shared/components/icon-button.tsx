import { ActionIcon, type ActionIconProps, type ElementProps, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface IconButtonProps
  extends Omit<ActionIconProps, 'children' | 'size'>,
    ElementProps<'button', keyof ActionIconProps> {
  /** Read out and shown as tooltip. */
  label: string;
  children: ReactNode;
  /** Edge in pixels. */
  size?: number;
  /** Without tooltip where the words are obvious from the place, e.g. in every row of a list. */
  quiet?: boolean;
}

/** A button of one icon; never without words. Can be the target of a menu or popover. */
export function IconButton({ label, children, size = 32, quiet = false, ...rest }: IconButtonProps) {
  const button = (
    <ActionIcon {...rest} size={size} aria-label={label}>
      {children}
    </ActionIcon>
  );
  if (quiet) return button;
  return (
    // Not over what the button has opened.
    <Tooltip label={label} disabled={rest['aria-expanded'] === true}>
      {button}
    </Tooltip>
  );
}
