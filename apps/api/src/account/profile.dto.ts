import { IsString, Length, ValidateIf } from 'class-validator';
import { IsText, MayBeAbsent, OneOf } from '../http/validators';

/** `PATCH /api/v1/me`: what is absent stays. */
export class UpdateProfileDto {
  @ValidateIf(({ display_name: name }: UpdateProfileDto) => name !== undefined)
  @IsText({ least: 0, most: 100 })
  display_name?: string;

  /** Of mails and of the admin. */
  @ValidateIf(({ language }: UpdateProfileDto) => language !== undefined)
  @OneOf(['es', 'en'])
  language?: 'es' | 'en';

  @MayBeAbsent()
  @IsText({ most: 254 })
  email?: string;

  /** To the letter; needed together with `email`. */
  @ValidateIf(({ email, current_password: present }: UpdateProfileDto) => (email ?? present) !== undefined)
  @IsString()
  @Length(1, 4096)
  current_password?: string;
}
