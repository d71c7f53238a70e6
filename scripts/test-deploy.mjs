// npm run test:deploy: does what docs/operators/deploy.md says, from a fresh copy to production, on the Docker engine that
// the docker command talks to (DOCKER_HOST, DOCKER_CONFIG for another one), and prints what it saw. Outside npm test.
import { backups } from './deploy-test/backups.mjs';
import { certificates } from './deploy-test/certificates.mjs';
import { deployments } from './deploy-test/deployments.mjs';
import { development } from './deploy-test/development.mjs';
import { hardening } from './deploy-test/hardening.mjs';
import { production } from './deploy-test/production.mjs';
import { rollingUpdate } from './deploy-test/rolling-update.mjs';
import { service, SUPERUSER } from './deploy-test/service.mjs';
import { cleanUp } from './lib/deployment.mjs';

try {
  await development();
  await production();
  await hardening();
  await service();
  await rollingUpdate();
  await certificates();
  await deployments();
  await backups(SUPERUSER);
} finally {
  const well = cleanUp();
  console.log(well ? 'all of it works' : 'failed');
  if (!well) process.exitCode = 1;
}
