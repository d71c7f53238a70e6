import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { SchemaService } from '@app/database';
import { errorOf } from '@app/kernel';
import { EXIT } from '../exit-codes';
import { fromCaller } from '../input-files';
import { endWith, withServices } from '../run-command';
import { mermaidDiagram, svgDiagram } from '../schema-diagram';
import { UsageError } from '../usage.errors';

interface DiagramOptions {
  format: 'mermaid' | 'svg';
  output?: string;
}

function diagramCommand(): Command {
  return new Command('diagram')
    .description('draw the tables of the database as they are, and how they refer to one another')
    .addOption(new Option('--format <format>', 'what to draw').choices(['mermaid', 'svg']).default('mermaid'))
    .option('--output <file>', 'write there instead of to standard output')
    .action(({ format, output }: DiagramOptions) =>
      endWith(() =>
        withServices(
          [],
          async (services) => {
            const schema = await services.get(SchemaService).read();
            const text = format === 'svg' ? await svgDiagram(schema) : mermaidDiagram(schema);
            if (output === undefined) process.stdout.write(text);
            else await write(output, text);
            return EXIT.done;
          },
          { migrate: false },
        ),
      ),
    );
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(fromCaller(file), text).catch((error: unknown) => {
    throw new UsageError(`${file} cannot be written: ${errorOf(error).message}`);
  });
}

/** `schema diagram` */
export function schemaCommand(): Command {
  return new Command('schema').description('the tables of the database').addCommand(diagramCommand());
}
