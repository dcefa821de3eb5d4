import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import type { HoverCard } from './use-hover-card.ts';

interface HoverCardViewProps<T> {
  hover: HoverCard<T>;
  id?: string;
  className?: string | undefined;
  children: (subject: T) => ReactNode;
}

/** The one card of many places (see `useHoverCard`), wherever it is wanted; inside the container, which must be positioned. */
export function HoverCardView<T>({ hover, id, className, children }: HoverCardViewProps<T>) {
  const { card, keep, leave, close } = hover;
  if (card === null) return null;
  return (
    <Popover
      opened
      onChange={(opened) => (opened ? undefined : close())}
      position="bottom-start"
      withinPortal={false}
      trapFocus={false}
      returnFocus={false}
      closeOnEscape={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span style={card.style} aria-hidden />
      </Popover.Target>
      <Popover.Dropdown
        {...(id === undefined ? {} : { id })}
        role="tooltip"
        className={className ?? ''}
        onMouseEnter={keep}
        onMouseLeave={leave}
      >
        {children(card.subject)}
      </Popover.Dropdown>
    </Popover>
  );
}
