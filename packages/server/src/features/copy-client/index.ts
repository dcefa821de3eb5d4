export { copyClientRoutes } from './copy-client.routes.ts';
