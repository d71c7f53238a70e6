import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { MeController } from './me.controller';
import { PasswordsController } from './passwords.controller';
import { RegistrationController } from './registration.controller';

/** The doors to one's own account. */
@Module({ imports: [AuthModule], controllers: [MeController, PasswordsController, RegistrationController] })
export class AccountApiModule {}
