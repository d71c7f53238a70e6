import { IsString, Length } from 'class-validator';
import { IsText } from '../http/validators';

/** A new password is judged by the policy; here only that it is a text of some length. */
const LONGEST = 4096;

/** `POST /api/v1/auth/password` */
export class ChangePasswordDto {
  /** To the letter. */
  @IsString()
  @Length(1, LONGEST)
  current_password!: string;

  @IsString()
  @Length(1, LONGEST)
  new_password!: string;
}

/** `POST /api/v1/auth/password/reset` */
export class RequestResetDto {
  @IsText({ most: 254 })
  email!: string;
}

/** `POST /api/v1/auth/password/reset/check` */
export class CheckLinkDto {
  /** Out of the link in the mail. */
  @IsText({ most: 500 })
  token!: string;
}

/** `POST /api/v1/auth/password/reset/confirm` */
export class ConfirmResetDto {
  /** Out of the link in the mail. */
  @IsText({ most: 500 })
  token!: string;

  @IsString()
  @Length(1, LONGEST)
  new_password!: string;
}
