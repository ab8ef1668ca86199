/* AssemblyScript: compiled to WebAssembly by scripts/build-kernel.ts. The host lays out the memory; nothing here allocates. */
export { complement } from "./complement";
export { shortRound, shortStart } from "./short";
export { longBlocks, longRound, longStart } from "./long";
export { wideAdd, wideBlocks, wideChain, wideCount, wideKeep } from "./wide";
export { differences, writeDecimals } from "./decimal";
export { joinLimbs, joinWords } from "./join";
export { splitLimbs, splitLongs, splitWords } from "./split";
export { mixLines, renderFixed16, renderFixed4, renderFixed8, renderMixed } from "./render";
