import { Injectable } from '@nestjs/common';
import type { User } from './user';
import { EmailTakenError } from './users.errors';
import { UsersService } from './users.service';

/** How a superuser is made from the terminal. */
export interface NewSuperuser {
  readonly email: string;
  /** Asked for only when an account is going to be made. */
  readonly password: () => Promise<string>;
  /** An active superuser of this e-mail is as good as a new one. */
  readonly ifMissing: boolean;
}

/** The accounts that make all the others. */
@Injectable()
export class SuperusersService {
  constructor(private readonly users: UsersService) {}

  /** Whether somebody could manage all the others. */
  async isThereOne(): Promise<boolean> {
    return this.users.hasActiveSuperuser();
  }

  /**
   * Makes a superuser who is staff too; an account that exists is never changed.
   *
   * @returns whether one was made
   * @throws EmailTakenError when the account is there and that does not do, and what {@link UsersService.create} throws
   */
  async create({ email, password, ifMissing }: NewSuperuser): Promise<boolean> {
    if (satisfies(await this.users.findByEmail(email), ifMissing)) return false;
    const wanted = { email, password: await password(), isStaff: true, isSuperuser: true };
    try {
      await this.users.create('system', wanted);
      return true;
    } catch (error) {
      // another program made it at the same moment
      if (!(error instanceof EmailTakenError)) throw error;
      if (satisfies(await this.users.findByEmail(email), ifMissing)) return false;
      throw error;
    }
  }
}

/** @throws EmailTakenError for an account that does not satisfy */
function satisfies(found: User | null, ifMissing: boolean): boolean {
  if (!found) return false;
  if (ifMissing && found.isSuperuser && found.isActive) return true;
  throw new EmailTakenError();
}
