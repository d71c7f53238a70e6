import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { Public } from './access';
import { detailKind } from './detail-codes';
import { queryFaultKind } from './query-fault-texts';
import { isProblemCode, problemCatalogue } from './problem-catalogue';

/** Explains the codes of refusals: the `type` of each problem leads here. */
@Public()
@Controller('errors')
export class ErrorsController {
  /**
   * What a code means, in English and Spanish; those inside answers (`errors`, `warnings`, `failures`) too.
   *
   * @throws NotFoundException for a code that does not exist
   */
  @Get(':code')
  explain(@Param('code') code: string): object {
    const kind = isProblemCode(code) ? problemCatalogue[code] : (queryFaultKind(code) ?? detailKind(code));
    if (kind === null) throw new NotFoundException();
    return { code, ...kind };
  }
}
