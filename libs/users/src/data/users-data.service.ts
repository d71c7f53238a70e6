import { Injectable } from '@nestjs/common';
import { type DataModel, DataTables } from '@app/database';
import { groupData, userData } from '../persistence/user-data';
import { PermissionsService } from '../permissions.service';

/** Groups and accounts, as files of data hold them. */
@Injectable()
export class UsersDataService {
  constructor(
    private readonly tables: DataTables,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * In the order in which they refer to one another.
   *
   * @param secrets whether the files hold the hashes of passwords
   */
  models(secrets: boolean): readonly DataModel[] {
    return [this.tables.open(groupData), this.tables.open(userData(secrets))];
  }

  /** Lets a database that no server has used so far know the permissions that a file may name. */
  async prepare(): Promise<void> {
    await this.permissions.sync({ prune: false });
  }
}
