// Reference "old plan": what the old backend asked of the database for each request, a count and a page by OFFSET.
import { fieldsOf, serveReference } from './reference-server.mjs';

const SIZE = 50;

/** Conditions as Django writes icontains, iexact, gte and lte. */
function conditionsOf(parameters) {
  const values = [];
  const conditions = [];
  const add = (condition, value) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  const name = parameters.get('name');
  const category = parameters.get('category');
  const [least, most] = [parameters.get('minPrice'), parameters.get('maxPrice')];
  if (name) add((at) => `upper(name) LIKE upper(${at})`, `%${name.replace(/[\\%_]/g, '\\$&')}%`);
  if (category) add((at) => `upper(category_label) = upper(${at})`, category);
  if (least) add((at) => `price >= ${at}`, least);
  if (most) add((at) => `price <= ${at}`, most);
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}

serveReference(async (pool, parameters) => {
  const { where, values } = conditionsOf(parameters);
  const page = Number(parameters.get('page') ?? 1);
  const counted = await pool.query(`SELECT count(*)::int AS n FROM instrument ${where}`, values);
  const { rows } = await pool.query(
    fieldsOf(`SELECT * FROM instrument ${where} ORDER BY id LIMIT ${SIZE} OFFSET ${(page - 1) * SIZE}`),
    values,
  );
  const count = counted.rows[0].n;
  const pages = Math.ceil(count / SIZE);
  return { next: null, previous: null, count, total_pages: pages, current_page: page, results: rows };
});
