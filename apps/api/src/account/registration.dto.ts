import { IsString, Length, ValidateIf } from 'class-validator';
import { IsText, MayBeAbsent, OneOf } from '../http/validators';

/** `POST /api/v1/auth/register` */
export class RegisterDto {
  @IsText({ most: 254 })
  email!: string;

  /** Judged by the policy. */
  @IsString()
  @Length(1, 4096)
  password!: string;

  /** Empty if absent. */
  @ValidateIf(({ display_name: name }: RegisterDto) => name !== undefined)
  @IsText({ least: 0, most: 100 })
  display_name?: string;

  /** Of mails; `es` if absent. */
  @ValidateIf(({ language }: RegisterDto) => language !== undefined)
  @OneOf(['es', 'en'])
  language?: 'es' | 'en';
}

/** `POST /api/v1/auth/email/verify` */
export class VerifyEmailDto {
  /** Out of the link in the mail. */
  @IsText({ most: 500 })
  token!: string;

  /** The one that the account was asked for with; absent for an account that is there. */
  @MayBeAbsent()
  @IsString()
  @Length(1, 4096)
  password?: string;
}
