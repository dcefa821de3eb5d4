export { localHosts } from './local-hosts.ts';
export {
  type CertificatePurpose,
  type CertificateTools,
  ensureServerCertificate,
  type ServerCertificate,
  type ServerIdentity,
} from './server-certificates.service.ts';
export { type KeptServerCertificate, keepServerCertificate } from './server-certificates.watch.ts';
export { ensureTicketKeys } from './ticket-keys.ts';
