import type { JobType } from '../../infra/db/index.ts';
import type { DeploymentPayload } from '../deployments/index.ts';
import type { OrderedWork } from './job-order.ts';
import type { ConfigurePayload, MobilityPayload, OrderedRollout, ResetPayload } from './job-payload.ts';

/** The work of a stored job, as it can be ordered again. */
export function workOf(type: JobType, payload: object): OrderedWork {
  switch (type) {
    case 'configure': {
      const { values, cause, template } = payload as ConfigurePayload;
      return {
        type,
        values,
        ...(cause === undefined ? {} : { cause }),
        ...(template === undefined ? {} : { template }),
      };
    }
    case 'logon':
    case 'logoff':
      return { type, users: (payload as MobilityPayload).users };
    case 'deploy-files': {
      const { rollout: _rollout, ...deployment } = payload as DeploymentPayload & {
        readonly rollout?: OrderedRollout;
      };
      return { type, deployment };
    }
    case 'factory-reset':
      return {
        type,
        ...((payload as ResetPayload).givesBack === undefined ? {} : { keepCertificates: true }),
      };
    default:
      return { type };
  }
}
