import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeysDataService } from '@app/auth';
import type { DataModel } from '@app/database';
import { InstrumentsDataService } from '@app/instruments';
import { UsersDataService } from '@app/users';

/** Names of all models, in the order in which they refer to one another. */
export const modelNames = ['source', 'category', 'alias', 'instrument', 'group', 'user', 'apikey'] as const;
export type ModelName = (typeof modelNames)[number];

/** Models that are of no use without their secrets. */
export const secretModels: readonly ModelName[] = ['apikey'];

/** What files of data can hold, in the order of {@link modelNames}. */
export function dataModels(services: INestApplicationContext, secrets: boolean): readonly DataModel[] {
  return [
    ...services.get(InstrumentsDataService).models(),
    ...services.get(UsersDataService).models(secrets),
    ...(secrets ? services.get(ApiKeysDataService).models() : []),
  ];
}
