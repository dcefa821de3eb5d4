import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A component whose script is loaded when it is first drawn; needs a Suspense boundary around it. */
export function lazyComponent<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await load() }));
}
