import { Empty } from "../parts/controls.tsx";
import { Link } from "../parts/link.tsx";

export function UnknownPage() {
  return (
    <Empty title="There is no such page">
      <p>
        <Link to="" class="button primary">
          To the lines
        </Link>
      </p>
    </Empty>
  );
}
