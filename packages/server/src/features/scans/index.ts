export { readScanTargets } from './scan-targets.ts';
export {
  type AddressResult,
  type AddressToAsk,
  forgetScanRequests,
  type Portion,
  recordAddressResults,
  takePortion,
} from './scans.queries.ts';
export { scanRoutes } from './scans.routes.ts';
