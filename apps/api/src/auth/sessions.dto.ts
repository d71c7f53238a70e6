import { IsOptional } from 'class-validator';
import { OneOf } from '../http/validators';

/** Which sessions are meant by all of them. */
export class LogoutAllDto {
  /** `1` keeps the session that asks. */
  @IsOptional()
  @OneOf(['0', '1'])
  others?: '0' | '1';
}
