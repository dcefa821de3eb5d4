import { Link } from '@tanstack/react-router';
import type { RolloutDetail } from '../../api/types.ts';
import { JobFiles, JobValues } from '../jobs/index.ts';
import { useRolloutOrder } from './rollout-words.ts';

/** What a rollout does, with its files or values. */
export function OrderDetail({ rollout }: { rollout: RolloutDetail }) {
  const order = useRolloutOrder();
  const { template, deployment, values } = rollout;
  if (deployment !== null) return <JobFiles deployment={deployment} />;
  if (template !== null) {
    return (
      <Link to="/templates/$templateId" params={{ templateId: template.id }}>
        {order(rollout)}
      </Link>
    );
  }
  return values.length === 0 ? order(rollout) : <JobValues values={values} />;
}
