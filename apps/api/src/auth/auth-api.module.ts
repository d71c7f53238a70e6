import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { CookiesService } from './cookies.service';
import { SessionsController } from './sessions.controller';
import { SignInController } from './sign-in.controller';
import { TokensController } from './tokens.controller';

/** The doors of signing in and out. */
@Module({
  imports: [AuthModule],
  controllers: [SignInController, TokensController, SessionsController],
  providers: [CookiesService],
})
export class AuthApiModule {}
