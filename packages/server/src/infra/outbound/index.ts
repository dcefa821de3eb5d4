export { OutboundAgent, type OutboundAgentOptions, type OutboundTls } from './agent.ts';
export {
  createOutboundGuard,
  ForbiddenAddressError,
  type ForbiddenPlace,
  type OutboundGuard,
} from './guard.ts';
export { type OutboundRequest, OutboundTimeoutError, openAnswer } from './request.ts';
