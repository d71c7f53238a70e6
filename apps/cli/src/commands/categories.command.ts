import { Command } from 'commander';
import { CategoriesService, InstrumentsModule } from '@app/instruments';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { table } from '../table';

interface JsonOption {
  json?: boolean;
}

function listCommand(): Command {
  return new Command('list')
    .description('list the categories with their listings and spellings')
    .option('--json', 'as JSON')
    .action(({ json = false }: JsonOption) =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          const categories = await services.get(CategoriesService).list();
          const rows = categories.map(({ slug, nameEs, nameEn, listings, aliases }) => [
            slug,
            nameEs,
            nameEn,
            listings,
            aliases,
          ]);
          process.stdout.write(
            json
              ? `${JSON.stringify(categories, null, 2)}\n`
              : table(['category', 'Spanish', 'English', 'listings', 'aliases'], rows),
          );
          return EXIT.done;
        }),
      ),
    );
}

function mapCommand(): Command {
  return new Command('map')
    .description('say what a spelling means, from now on and for the listings that have it')
    .argument('<label>', 'as a site writes it; case and accents do not matter')
    .argument('<category>', 'slug of a category')
    .option('--source <source>', 'only there')
    .action((label: string, category: string, { source }: { source?: string }) =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          const outcome = await services.get(CategoriesService).map(label, category, source ?? null);
          const where = outcome.sources.length === 0 ? 'every source' : outcome.sources.join(', ');
          process.stdout.write(
            `"${label}" is ${outcome.category} for ${where}; ${outcome.moved} listings moved.\n`,
          );
          return EXIT.done;
        }),
      ),
    );
}

function unmappedCommand(): Command {
  return new Command('unmapped')
    .description('list the spellings that nobody has mapped: their listings are in otros')
    .option('--json', 'as JSON')
    .action(({ json = false }: JsonOption) =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          const labels = await services.get(CategoriesService).unmapped();
          const rows = labels.map(({ source, label, listings }) => [source, label, listings]);
          process.stdout.write(
            json ? `${JSON.stringify(labels, null, 2)}\n` : table(['source', 'label', 'listings'], rows),
          );
          return EXIT.done;
        }),
      ),
    );
}

/** `categories list|map|unmapped` */
export function categoriesCommand(): Command {
  return new Command('categories')
    .description('the canonical categories and what the words of the sites mean in them')
    .addCommand(listCommand())
    .addCommand(mapCommand())
    .addCommand(unmappedCommand());
}
