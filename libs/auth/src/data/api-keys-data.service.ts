import { Injectable } from '@nestjs/common';
import { type DataModel, DataTables } from '@app/database';
import { apiKeyData } from '../persistence/api-key-data';

/** API keys, as files of data hold them: with the hashes of their secrets, or they would be of no use. */
@Injectable()
export class ApiKeysDataService {
  constructor(private readonly tables: DataTables) {}

  models(): readonly DataModel[] {
    return [this.tables.open(apiKeyData)];
  }
}
