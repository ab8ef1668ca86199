import { dialog } from "../state/dialogs.ts";
import { CloseSessionDialog } from "./close-session.tsx";
import { ContinueDialog } from "./continue.tsx";
import { DeleteDialog } from "./delete.tsx";
import { KeysDialog } from "./keys.tsx";
import { PaletteDialog } from "./palette.tsx";

export function Dialogs() {
  const open = dialog.value;
  switch (open?.kind) {
    case undefined:
      return null;
    case "palette":
      return <PaletteDialog />;
    case "keys":
      return <KeysDialog />;
    case "delete":
      return <DeleteDialog now={open.now} />;
    case "continue":
      return <ContinueDialog line={open.line} snapshot={open.snapshot} />;
    case "close-session":
      return <CloseSessionDialog sessionKey={open.key} note={open.note} />;
  }
}
