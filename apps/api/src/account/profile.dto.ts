import { ValidateIf } from 'class-validator';
import { IsText, OneOf } from '../http/validators';

/** `PATCH /api/v1/me`: what is absent stays. */
export class UpdateProfileDto {
  @ValidateIf(({ display_name: name }: UpdateProfileDto) => name !== undefined)
  @IsText({ least: 0, most: 100 })
  display_name?: string;

  /** Of mails and of the admin. */
  @ValidateIf(({ language }: UpdateProfileDto) => language !== undefined)
  @OneOf(['es', 'en'])
  language?: 'es' | 'en';
}
