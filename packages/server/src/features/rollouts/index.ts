export { rolloutRoutes } from './rollouts.routes.ts';
