import "../style.css";
import "./explorer.css";
import { render } from "preact";
import { Explorer } from "./explorer.tsx";
import { loadSchema } from "./schema.ts";

void loadSchema();
render(<Explorer />, document.body);
