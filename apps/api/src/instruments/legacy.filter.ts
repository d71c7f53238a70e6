import { type ArgumentsHost, BadRequestException, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { InvalidPageError } from '@app/instruments';

/** The refusals that the old client knows, in the form of the old backend: `{"detail": "…"}`. */
@Catch(InvalidPageError, BadRequestException)
export class LegacyExceptionFilter implements ExceptionFilter {
  catch(error: InvalidPageError | BadRequestException, host: ArgumentsHost): void {
    const status = error instanceof InvalidPageError ? 404 : 400;
    void host
      .switchToHttp()
      .getResponse<FastifyReply>()
      .status(status)
      .header('Content-Type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ detail: error.message }));
  }
}
