import { NumberInput, type NumberInputProps } from 'react-admin';
import { useFormContext } from 'react-hook-form';
import { isEmptyRange } from './filter-rules';

interface RangeFilterProps extends NumberInputProps {
  /** The other end of the range, and which of both this one is. */
  readonly other: string;
  readonly end: 'from' | 'to';
}

/** One end of a range that the list is narrowed to. A range that ends before it begins is said at both, and not asked for. */
export function RangeFilter({ other, end, ...props }: RangeFilterProps) {
  const { trigger } = useFormContext();
  const judge = (value: unknown, all: Readonly<Record<string, unknown>>) => {
    const [from, to] = end === 'from' ? [value, all[other]] : [all[other], value];
    return isEmptyRange(from, to) ? 'lists.rules.range' : undefined;
  };
  return <NumberInput {...props} min={0} validate={judge} onChange={() => void trigger(other)} />;
}
