export { importCorrectionsFile } from './corrections-file.ts';
export { enqueueFollowing, followCorrections } from './follow.service.ts';
export { itemNameRoutes } from './item-names.routes.ts';
export { type KeptCatalog, keepCatalog } from './kept-catalog.ts';
export { countRefusals, type HeardRefusal } from './refusals.queries.ts';
