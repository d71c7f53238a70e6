import { ListPaginationContext, Pagination, useListContext, useListPaginationContext } from 'react-admin';

const SIZES = [25, 50, 100];

/** The pages of a list; how many rows each has is remembered. A list that did not come has none. */
export function PanelPagination({ onSize }: { readonly onSize: (size: number) => void }) {
  const pages = useListPaginationContext();
  const { error } = useListContext();
  if (error) return null;
  const setPerPage = (size: number) => {
    pages.setPerPage(size);
    onSize(size);
  };
  return (
    <ListPaginationContext.Provider value={{ ...pages, setPerPage }}>
      <Pagination rowsPerPageOptions={SIZES} />
    </ListPaginationContext.Provider>
  );
}
