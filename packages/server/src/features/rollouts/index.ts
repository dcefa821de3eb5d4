export { rolloutRoutes } from './rollouts.routes.ts';
export { keepRollouts } from './rollouts.sweep.ts';
