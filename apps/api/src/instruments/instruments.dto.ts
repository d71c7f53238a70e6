import { Type } from 'class-transformer';
import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { IsLike, IsText, MayBeAbsent } from '../http/validators';

/** Far beyond what a listing may have: the rules of listings say how long each text may be. */
const LONGEST = 10_000;

/** A text that may be empty here; the rules of listings have the last word. */
const Text = () => IsText({ least: 0, most: LONGEST });

/** `{"amount":"1200.00","currency":"EUR"}` */
export class PriceDto {
  /** A decimal with a dot, two decimals at most. */
  @Matches(/^-?\d{1,15}(\.\d{1,2})?$/)
  amount!: string;

  /** The ISO 4217 code of one of the currencies that imports know, in small letters too; what the listing had, or its source has, if absent. */
  @IsOptional()
  @Text()
  currency?: string | null;
}

/** `{"url":"https://…"}` */
export class ImageDto {
  @Text()
  url!: string;
}

/** `{"slug":"guitarras"}`; of a category any spelling that leads to it. */
export class SlugDto {
  @Text()
  slug!: string;
}

/** What may be said about a listing; `null` is nothing. */
export class InstrumentDto {
  @IsOptional()
  @IsLike({ amount: '1200.00' })
  @ValidateNested()
  @Type(() => PriceDto)
  price?: PriceDto | null;

  @IsOptional()
  @IsLike({ url: 'https://…' })
  @ValidateNested()
  @Type(() => ImageDto)
  image?: ImageDto | null;

  @IsOptional()
  @Text()
  location?: string | null;

  /** `otros` if it is nothing. */
  @IsOptional()
  @IsLike({ slug: 'guitarras' })
  @ValidateNested()
  @Type(() => SlugDto)
  category?: SlugDto | null;

  /** Of a new listing the one that its name tells, if absent. */
  @IsOptional()
  @Text()
  brand?: string | null;

  /** `YYYY-MM-DD` */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  published_on?: string | null;

  /** The last day on which it is shown, `YYYY-MM-DD`; not before `published_on`. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  expires_on?: string | null;
}

/** `POST /api/v1/instruments` */
export class CreateInstrumentDto extends InstrumentDto {
  @IsLike({ slug: 'reverb' })
  @ValidateNested()
  @Type(() => SlugDto)
  source!: SlugDto;

  @Text()
  name!: string;

  /** http or https; leads to no other listing. */
  @Text()
  url!: string;
}

/** `PATCH /api/v1/instruments/{id}`: what is absent stays. */
export class UpdateInstrumentDto extends InstrumentDto {
  @MayBeAbsent()
  @Text()
  name?: string;

  @MayBeAbsent()
  @Text()
  url?: string;
}
