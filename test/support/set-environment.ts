// Before each test file: the tests say what they need, the machine they run on says nothing.
process.env['NODE_ENV'] = 'test';
process.env['TZ'] = 'UTC';
