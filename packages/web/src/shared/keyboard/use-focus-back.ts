import { useEffect, useState } from 'react';

/** Gives the focus back to where it was when the component, a dialog, is taken away. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
