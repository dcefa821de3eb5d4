import type { Catalog } from '@deskfleet/catalog';

/**
 * The one place to ask for parameters: the catalog of this release with the corrections of the installation. It is kept in
 * memory and replaced as a whole, so asking costs nothing.
 */
export interface CatalogInUse {
  /** The catalog at this moment; whoever asks several things of it for one purpose keeps the answer. */
  readonly current: () => Catalog;
  /** Reads the corrections again, e.g. right after this node has changed them. Other nodes hear of it by themselves. */
  readonly refresh: () => Promise<void>;
}
