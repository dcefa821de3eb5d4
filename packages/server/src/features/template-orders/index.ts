export { templateOrderRoutes } from './template-orders.routes.ts';
export { prepareApplication } from './template-orders.service.ts';
