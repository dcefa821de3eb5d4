export { templateOrderRoutes } from './template-orders.routes.ts';
