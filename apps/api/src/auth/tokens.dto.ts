import { IsOptional, IsString, Length } from 'class-validator';
import { IsText, OneOf } from '../http/validators';

/** Who wants to come in. */
export class SignInDto {
  @IsText({ most: 254 })
  email!: string;

  /** To the letter. Longer than a new one may be: passwords that another program took are good too. */
  @IsString()
  @Length(1, 4096)
  password!: string;

  /** How the refresh token travels: in the body (`bearer`, if absent), or in a cookie that no script can read. */
  @IsOptional()
  @OneOf(['bearer', 'cookie'])
  transport?: 'bearer' | 'cookie' | null;
}

/** A refresh token that came in the body; without one, the cookie is meant. */
export class RefreshDto {
  @IsOptional()
  @IsString()
  refresh?: string | null;
}

/** A token in question. */
export class VerifyDto {
  @IsString()
  token!: string;

  /** What it has to be; either if absent. */
  @IsOptional()
  @OneOf(['access', 'refresh'])
  token_type?: 'access' | 'refresh' | null;
}
