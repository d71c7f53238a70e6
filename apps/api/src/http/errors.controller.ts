import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { Public } from './access';
import { isProblemCode, problemCatalogue } from './problem-catalogue';

/** Explains the codes of refusals: the `type` of each problem leads here. */
@Public()
@Controller('errors')
export class ErrorsController {
  /**
   * What a code means, in English and Spanish.
   *
   * @throws NotFoundException for a code that does not exist
   */
  @Get(':code')
  explain(@Param('code') code: string): object {
    if (!isProblemCode(code)) throw new NotFoundException();
    return { code, ...problemCatalogue[code] };
  }
}
