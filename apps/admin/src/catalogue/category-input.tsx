import { SelectInput, type SelectInputProps } from 'react-admin';
import { useCategoryNames } from './category';

/** The choice of a category by its name in the language of the panel. */
export function CategoryInput(props: Omit<SelectInputProps, 'choices'>) {
  const names = useCategoryNames();
  return (
    <SelectInput
      choices={[...names]}
      optionText="name"
      optionValue="slug"
      translateChoice={false}
      {...props}
    />
  );
}
