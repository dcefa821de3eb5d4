import { type Catalog, viewOf } from './catalog-view.ts';
import { contentHash } from './content-hash.ts';
import { ALL_PARAMETERS } from './data/all.ts';
import { ALL_RELATIONS } from './data/all-relations.ts';
import { deepFreeze } from './deep-freeze.ts';
import { lists } from './lists.ts';
import type { Parameter } from './parameter.ts';
import type { Relation } from './relations.ts';
import { sections } from './sections.ts';

/** Every parameter, by menu and section. Frozen. */
export const parameters: readonly Parameter[] = deepFreeze(ALL_PARAMETERS);

/** Every rule between parameters of one element, by section. Frozen. */
export const relations: readonly Relation[] = deepFreeze(ALL_RELATIONS);

/** Changes with any content of the catalog and with nothing else, so it can serve as an entity tag. */
export const catalogVersion: string = contentHash({
  parameters,
  sections: deepFreeze(sections),
  lists: deepFreeze(lists),
  relations,
});

/** The catalog as this release has it, without the corrections of any installation. */
export const releasedCatalog: Catalog = viewOf(parameters, catalogVersion);

export const { findParameter, parametersForItem, findParameterForValue, fixedItems } = releasedCatalog;
