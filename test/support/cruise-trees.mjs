// Runs dependency-cruiser with our rules over each of the given source trees, in one process, and prints what
// it finds as JSON. Apart from the specs because dependency-cruiser is an ES module, which Jest cannot load.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** It examines every regular expression of the rules anew on each run, which takes ten times as long as the rest. */
function rememberSafeExpressions() {
  const require = createRequire(import.meta.resolve('dependency-cruiser'));
  for (const { prototype } of require('safe-regex/lib/analyzer-family')) {
    const isVulnerable = prototype.isVulnerable;
    const answers = new Map();
    prototype.isVulnerable = function (expression) {
      const { source } = expression;
      if (!answers.has(source)) answers.set(source, isVulnerable.call(this, expression));
      return answers.get(source);
    };
  }
}

rememberSafeExpressions();
const { cruise } = await import('dependency-cruiser');
const { default: extractTSConfig } = await import('dependency-cruiser/config-utl/extract-ts-config');
const { options, ...ruleSet } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

const found = [];
for (const directory of process.argv.slice(2)) {
  process.chdir(directory);
  const tsConfig = extractTSConfig('tsconfig.json');
  const rules = { ...structuredClone(options), ruleSet: structuredClone(ruleSet), validate: true };
  const folders = ['apps', 'libs', 'migrations', 'test'].filter((folder) => existsSync(folder));
  const { output } = await cruise(folders, rules, null, { tsConfig });
  found.push(output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })));
}
process.stdout.write(JSON.stringify({ rules: ruleSet.forbidden.map(({ name }) => name), found }));
