import { ListPaginationContext, Pagination, useListPaginationContext } from 'react-admin';

const SIZES = [25, 50, 100];

/** The pages of a list; how many rows each has is remembered. */
export function PanelPagination({ onSize }: { readonly onSize: (size: number) => void }) {
  const pages = useListPaginationContext();
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
