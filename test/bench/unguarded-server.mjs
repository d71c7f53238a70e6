// Reference "unguarded": the built product with the lists of the benchmark open to everybody, and nothing else changed.
import { product } from './product.mjs';

const { ACCESS } = product('apps/api/src/http/access');
const { UsersController } = product('apps/api/src/admin/users.controller');
const { ImportRunsController } = product('apps/api/src/imports/import-runs.controller');

for (const { prototype } of [UsersController, ImportRunsController]) {
  Reflect.defineMetadata(ACCESS.KEY, { kind: 'public' }, prototype.list);
}
product('apps/api/src/main');
