export { keepTemplateFiles, orderFilesDue, orderSoftwareByPolicy } from './keep-template-files.ts';
export { templateFileRoutes } from './template-files.routes.ts';
