export { functionKeyRoutes } from './function-keys.routes.ts';
export { parameterRoutes } from './parameters.routes.ts';
