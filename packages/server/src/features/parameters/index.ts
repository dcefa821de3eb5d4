export { parameterRoutes } from './parameters.routes.ts';
