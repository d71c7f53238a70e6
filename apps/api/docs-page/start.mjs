// Runs in the page of /api/docs, from a file of its own: the page allows no script that stands in it.
globalThis.SwaggerUIBundle({
  dom_id: '#api',
  url: '/api/openapi.json',
  deepLinking: true,
  displayRequestDuration: true,
  // on a server with a public name it would ask another host whether the document is valid
  validatorUrl: null,
});
