import { useEffect, useState } from "preact/hooks";

/** What of a scrolled element can be seen: its height, its width, and how far it is scrolled. */
export interface Seen {
  readonly height: number;
  readonly width: number;
  readonly top: number;
}

/** Follows an element as it is scrolled and resized, at most once a frame. */
export function useSeen(element: { readonly current: HTMLElement | null }): Seen {
  const [seen, setSeen] = useState<Seen>({ height: 0, width: 0, top: 0 });
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        setSeen({ height: current.clientHeight, width: current.clientWidth, top: current.scrollTop });
      });
    };
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, []);
  return seen;
}
