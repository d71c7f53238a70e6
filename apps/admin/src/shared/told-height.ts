/** What covers a part of the screen, by the name under which styles know how high it is (theme.ts). */
type Told = '--form-bar' | '--notice';

/** Tells styles how high something is, for as long as it is there: until what is returned is called. */
export function tellHeight(element: Element | null, name: Told): (() => void) | undefined {
  if (!element) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.setProperty(name, `${element.getBoundingClientRect().height}px`);
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    style.removeProperty(name);
  };
}
