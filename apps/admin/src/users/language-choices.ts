/** Languages by their own names. */
export const languageChoices = [
  { id: 'es', name: 'Español' },
  { id: 'en', name: 'English' },
];
