import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type MigrationState, migrationStates } from './migrator';

/** Which migrations the connected database has. */
@Injectable()
export class MigrationsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Every known migration, oldest first. */
  states(): Promise<readonly MigrationState[]> {
    return migrationStates(this.dataSource);
  }
}
