import { type ComponentType, createElement, lazy, useState } from 'react';

export type LazyComponent<Props> = ComponentType<Props> & {
  /** Loads the script ahead; what is loaded when it is drawn first is drawn at once. */
  preload: () => Promise<void>;
};

/** A component whose script is loaded when it is first drawn; needs a Suspense boundary around it. */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = async (): Promise<ComponentType<Props>> => {
    loaded ??= await load();
    return loaded;
  };
  const Waiting = lazy(async () => ({ default: await loadOnce() }));
  function Lazy(props: Props) {
    // The choice of the first time stays: another component in the same place would lose its state.
    const [Content] = useState(() => loaded ?? Waiting);
    return createElement(Content as ComponentType<Props>, props);
  }
  return Object.assign(Lazy, {
    preload: async () => {
      await loadOnce();
    },
  });
}
