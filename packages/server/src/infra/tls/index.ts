export {
  type KeyAndCertificate,
  type KeyType,
  makeSelfSigned,
  type SelfSignedRequest,
} from './self-signed.ts';
